from django.urls import path

from . import views

prefix = "learn/circulars/"
app_name = "circulars"
urlpatterns = [
    path("", views.circular_list, name="list"),
    path("<str:code>/", views.circular, name="circular"),
    path("<str:code>/print/", views.paper, name="print"),
]
