from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/files/"
app_name = "files"
index = ("files:list", _("Files"), "paperclip")
urlpatterns = [
    path("", views.file_list, name="list"),
    path("<str:code>/", views.file, name="file"),
    path("<str:code>/content/", views.content, name="content"),
]
