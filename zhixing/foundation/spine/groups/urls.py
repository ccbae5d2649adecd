from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/groups/"
app_name = "groups"
index = ("groups:list", _("Study groups"), "users-group")
urlpatterns = [
    path("", views.group_list, name="list"),
]
