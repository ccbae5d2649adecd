from django.urls import path

from . import views

prefix = "oversee/sitins/"
app_name = "sitins"
urlpatterns = [
    path("", views.sitin_list, name="list"),
    path("groups/", views.groups, name="groups"),
    path("<str:code>/", views.sitin, name="sitin"),
]
