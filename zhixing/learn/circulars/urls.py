from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/circulars/"
app_name = "circulars"
index = ("circulars:list", _("Circulars"), "speakerphone")
urlpatterns = [
    path("", views.circular_list, name="list"),
    path("<str:code>/", views.circular, name="circular"),
    path("<str:code>/print/", views.paper, name="print"),
]
