from django.urls import path

from . import views

prefix = "learn/map/"
app_name = "yearmap"
urlpatterns = [
    path("", views.year_map, name="map"),
    path("<str:code>/<year:year>/", views.year, name="year"),
    path("<str:code>/<year:year>/<number:month>/", views.month, name="month"),
]
