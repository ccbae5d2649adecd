from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "examine/papers/"
app_name = "papers"
index = ("papers:list", _("Papers"), "file-text")
urlpatterns = [
    path("", views.paper_list, name="list"),
    path("<str:code>/", views.paper, name="paper"),
    path("<str:code>/print/", views.paper_print, name="print"),
]
