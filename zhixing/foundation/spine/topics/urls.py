from django.urls import path

from . import views

prefix = "learn/topics/"
app_name = "topics"
urlpatterns = [
    path("", views.topic_list, name="list"),
    path("<str:code>/", views.topic, name="topic"),
]
