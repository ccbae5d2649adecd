from django.urls import path

from . import views

prefix = "county/groups/"
app_name = "groups"
urlpatterns = [
    path("", views.group_list, name="list"),
]
