from django.urls import path

from . import views

prefix = "r/"
app_name = "portal"
urlpatterns = [path("", views.home, name="home"), path("case/", views.case, name="case")]
