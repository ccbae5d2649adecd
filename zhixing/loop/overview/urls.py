from django.urls import path

from . import views

prefix = "loop/"
app_name = "overview"
urlpatterns = [
    path("", views.page, name="page"),
    path("report/", views.paper, name="paper"),
    path("lines/", views.lines, name="lines"),
]
