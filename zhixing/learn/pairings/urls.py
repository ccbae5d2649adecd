from django.urls import path

from . import views

prefix = "learn/pairings/"
app_name = "pairings"
urlpatterns = [
    path("", views.pairing_list, name="list"),
    path("<str:code>/", views.pairing, name="pairing"),
]
