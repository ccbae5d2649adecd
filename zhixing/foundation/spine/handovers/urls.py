from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/hand-overs/"
app_name = "handovers"
index = ("handovers:list", _("Hand-overs"), "repeat")
urlpatterns = [
    path("", views.handover_list, name="list"),
    path("<str:code>/", views.handover, name="handover"),
]
