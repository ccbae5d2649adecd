from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "loop/threads/"
app_name = "threads"
index = ("threads:list", _("How far each topic has come"), "route")
urlpatterns = [
    path("", views.overview, name="list"),
    path("loose/", views.loose_ends, name="loose"),
    path("<str:topic>/<str:group>/", views.thread, name="thread"),
]
