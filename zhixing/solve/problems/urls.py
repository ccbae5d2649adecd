from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "solve/problems/"
app_name = "problems"
index = ("problems:list", _("Problems"), "flag")
urlpatterns = [
    path("", views.problem_list, name="list"),
    path("<str:code>/", views.problem, name="problem"),
    path("<str:code>/receipt/", views.receipt, name="receipt"),
]
