from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "solve/claims/"
app_name = "claims"
index = ("claims:board", _("Board of topics"), "pin")
urlpatterns = [path("", views.board, name="board"), path("<str:code>/", views.claim, name="claim")]
