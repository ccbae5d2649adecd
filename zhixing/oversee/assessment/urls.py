from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "oversee/facts/"
app_name = "assessment"
index = ("assessment:list", _("Yearly fact sheets"), "clipboard-list")
urlpatterns = [
    path("", views.sheets, name="list"),
    path("<str:code>/<year:year>/", views.sheet, name="sheet"),
    path("<str:code>/<year:year>/<slug:indicator>/", views.rows, name="rows"),
]
