from django.urls import path

from . import views
from .papers import PAPERS

prefix = "learn/sessions/"
app_name = "sessions"
urlpatterns = [
    path("", views.session_list, name="list"),
    path("groups/", views.groups, name="groups"),
    path("<str:code>/", views.session, name="session"),
    path("<str:code>/live/", views.live, name="live"),
    *(path(f"<str:code>/{name}/", views.paper, {"name": name}, name=name) for name in PAPERS),
]
