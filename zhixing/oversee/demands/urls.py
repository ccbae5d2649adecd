from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "oversee/demands/"
app_name = "demands"
index = ("demands:list", _("Demands"), "alert-triangle")
urlpatterns = [
    path("", views.demand_list, name="list"),
    path("<str:code>/", views.demand, name="demand"),
]
