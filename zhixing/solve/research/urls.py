from django.urls import path

from . import views

prefix = "solve/research/"
app_name = "research"
urlpatterns = [
    path("", views.research_list, name="list"),
    path("<str:code>/", views.research, name="research"),
]
