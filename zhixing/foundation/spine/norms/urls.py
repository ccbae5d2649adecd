from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/norms/"
app_name = "norms"
index = ("norms:list", _("Norms"), "scale")
urlpatterns = [path("", views.norm_list, name="list"), path("<str:code>/", views.norm, name="norm")]
