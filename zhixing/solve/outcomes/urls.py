from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "solve/outcomes/"
app_name = "outcomes"
index = ("outcomes:list", _("Institutional outcomes"), "rubber-stamp")
urlpatterns = [
    path("", views.outcome_list, name="list"),
    path("<str:code>/", views.outcome, name="outcome"),
]
