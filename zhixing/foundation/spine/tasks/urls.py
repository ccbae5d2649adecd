from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/tasks/"
app_name = "tasks"
index = ("tasks:list", _("Tasks"), "checklist")
urlpatterns = [path("", views.task_list, name="list"), path("<str:code>/", views.task, name="task")]
