from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "solve/research/"
app_name = "research"
index = ("research:list", _("Research"), "search")
urlpatterns = [
    path("", views.research_list, name="list"),
    path("<str:code>/", views.research, name="research"),
]
