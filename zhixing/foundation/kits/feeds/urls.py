from django.urls import path

from . import views

prefix = "calendar/"
app_name = "feeds"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("group/<str:code>/", views.group, name="group"),
    path("feed/<str:token>.ics", views.feed, name="feed"),
]
