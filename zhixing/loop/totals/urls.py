from django.urls import path

from . import views

prefix = "loop/totals/"
app_name = "totals"
urlpatterns = [
    path("", views.totals, name="list"),
    path("taken/", views.taken_list, name="taken_list"),
    path("taken/<str:code>/", views.taken, name="taken"),
    path("taken/<str:code>/print/", views.paper, name="print"),
    path("taken/<str:code>/<slug:total>/", views.taken_rows, name="taken_rows"),
    path("<slug:code>/", views.rows, name="rows"),
]
