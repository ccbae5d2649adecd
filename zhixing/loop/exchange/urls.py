from django.urls import path

from . import views

prefix = "loop/exchange/"
app_name = "exchange"
urlpatterns = [
    path("meeting/<str:code>/", views.meeting, name="meeting"),
    path("questions/<str:code>/", views.questions, name="questions"),
]
