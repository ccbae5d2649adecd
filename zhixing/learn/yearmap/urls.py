from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/map/"
app_name = "yearmap"
index = ("yearmap:map", _("Map of the year"), "map")
urlpatterns = [
    path("", views.year_map, name="map"),
    path("<str:code>/<year:year>/", views.year, name="year"),
    path("<str:code>/<year:year>/<number:month>/", views.month, name="month"),
]
