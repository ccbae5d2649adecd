from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/units/"
app_name = "orgs"
index = ("orgs:list", _("Units"), "building")
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("<str:code>/", views.unit, name="unit"),
]
