from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/topics/"
app_name = "topics"
index = ("topics:list", _("Topics"), "notebook")
urlpatterns = [
    path("", views.topic_list, name="list"),
    path("<str:code>/", views.topic, name="topic"),
]
