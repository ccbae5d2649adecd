from django.urls import path

from . import views

prefix = "loop/"
app_name = "overview"
urlpatterns = [
    path("", views.page, name="page"),
    path("report/", views.paper, name="paper"),
    path("groups/<str:code>/", views.group, name="group"),
    path("lines/", views.lines, name="lines"),
]
