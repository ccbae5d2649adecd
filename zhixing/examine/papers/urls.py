from django.urls import path

from . import views

prefix = "examine/papers/"
app_name = "papers"
urlpatterns = [
    path("", views.paper_list, name="list"),
    path("<str:code>/", views.paper, name="paper"),
    path("<str:code>/print/", views.paper_print, name="print"),
]
