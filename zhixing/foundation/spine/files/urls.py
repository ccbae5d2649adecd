from django.urls import path

from . import views

prefix = "county/files/"
app_name = "files"
urlpatterns = [
    path("", views.file_list, name="list"),
    path("<str:code>/", views.file, name="file"),
    path("<str:code>/picture/", views.picture, name="picture"),
    path("<str:code>/content/", views.content, name="content"),
]
