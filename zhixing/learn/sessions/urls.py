from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views
from .papers import PAPERS

prefix = "learn/sessions/"
app_name = "sessions"
index = ("sessions:list", _("Study sessions"), "school")
urlpatterns = [
    path("", views.session_list, name="list"),
    path("<str:code>/", views.session, name="session"),
    path("<str:code>/live/", views.live, name="live"),
    *(path(f"<str:code>/{name}/", views.paper, {"name": name}, name=name) for name in PAPERS),
]
