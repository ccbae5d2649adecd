from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/papers/"
app_name = "documents"
index = ("documents:list", _("Register of papers"), "rubber-stamp")
urlpatterns = [
    path("", views.entry_list, name="list"),
    path("<str:code>/", views.entry, name="entry"),
]
