from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/series/"
app_name = "series"
index = ("series:list", _("Local series"), "versions")
urlpatterns = [
    path("", views.series_list, name="list"),
    path("<str:code>/", views.series, name="series"),
    path("<str:code>/<slug:counts>/", views.rows, name="rows"),
]
