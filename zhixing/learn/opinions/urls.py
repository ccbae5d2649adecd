from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/opinions/"
app_name = "opinions"
index = ("opinions:list", _("Opinions on the year"), "flag")
urlpatterns = [
    path("", views.opinion_list, name="list"),
    path("<str:code>/", views.opinion, name="opinion"),
    path("<str:code>/print/", views.paper, name="print"),
]
