from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "loop/totals/"
app_name = "totals"
index = ("totals:list", _("Totals"), "chart-bar")
urlpatterns = [path("", views.totals, name="list"), path("<slug:code>/", views.rows, name="rows")]
