from django.urls import path

from . import views

prefix = "learn/reports/"
app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("<str:code>/", views.report, name="report"),
    path("<str:code>/print/", views.paper, name="print"),
]
