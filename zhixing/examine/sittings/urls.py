from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "examine/tests/"
app_name = "sittings"
index = ("sittings:list", _("Tests"), "pencil-check")
urlpatterns = [path("", views.test_list, name="list"), path("<str:code>/", views.test, name="test")]
