from django.urls import path

from . import views

prefix = "loop/threads/"
app_name = "threads"
urlpatterns = [
    path("", views.overview, name="list"),
    path("loose/", views.loose_ends, name="loose"),
    path("<str:topic>/<str:group>/", views.thread, name="thread"),
]
