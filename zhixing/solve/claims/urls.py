from django.urls import path

from . import views

prefix = "solve/claims/"
app_name = "claims"
urlpatterns = [path("", views.board, name="board"), path("<str:code>/", views.claim, name="claim")]
