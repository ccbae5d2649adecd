from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "oversee/sitins/"
app_name = "sitins"
index = ("sitins:list", _("Sit-ins"), "eye-check")
urlpatterns = [
    path("", views.sitin_list, name="list"),
    path("<str:code>/", views.sitin, name="sitin"),
]
