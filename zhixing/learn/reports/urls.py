from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/reports/"
app_name = "reports"
index = ("reports:list", _("Session reports"), "file-text")
urlpatterns = [
    path("", views.report_list, name="list"),
    path("<str:code>/", views.report, name="report"),
    path("<str:code>/print/", views.paper, name="print"),
]
