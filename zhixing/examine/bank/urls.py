from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "examine/bank/"
app_name = "bank"
index = ("bank:list", _("Question bank"), "zoom-question")
urlpatterns = [path("", views.item_list, name="list"), path("<str:code>/", views.item, name="item")]
