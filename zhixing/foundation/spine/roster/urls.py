from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/"
app_name = "roster"
index = ("roster:list", _("Units"), "building")
urlpatterns = [
    path("units/", views.unit_list, name="list"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("groups/<str:code>/", views.group, name="group"),
]
