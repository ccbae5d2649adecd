from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "solve/measures/"
app_name = "measures"
index = ("measures:list", _("Measures"), "checklist")
urlpatterns = [
    path("", views.measure_list, name="list"),
    path("<str:code>/", views.measure, name="measure"),
]
