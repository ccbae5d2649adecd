from django.urls import path

from . import views

prefix = "county/tasks/"
app_name = "tasks"
urlpatterns = [path("", views.task_list, name="list"), path("<str:code>/", views.task, name="task")]
