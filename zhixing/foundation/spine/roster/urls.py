from django.urls import path

from . import views

prefix = "county/"
app_name = "roster"
urlpatterns = [
    path("units/", views.unit_list, name="list"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("groups/<str:code>/", views.group, name="group"),
]
