from django.urls import path

from . import views

prefix = "api/v1/"
app_name = "api"
urlpatterns = [
    path("things/<str:code>", views.thing, name="thing"),
    path("things/<str:code>/<str:act>", views.act, name="act"),
    path("acts/<str:act>", views.new, name="new"),
]
