from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/sessions/"
app_name = "sessions"
index = ("sessions:list", _("Study sessions"), "school")
urlpatterns = [
    path("", views.session_list, name="list"),
    path("<str:code>/", views.session, name="session"),
    path("<str:code>/notice/", views.notice, name="notice"),
    path("<str:code>/attendance/", views.attendance, name="attendance"),
    path("<str:code>/minutes/", views.minutes, name="minutes"),
]
