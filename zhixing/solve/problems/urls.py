from django.urls import path

from . import views

prefix = "solve/problems/"
app_name = "problems"
urlpatterns = [
    path("", views.problem_list, name="list"),
    path("<str:code>/", views.problem, name="problem"),
    path("<str:code>/receipt/", views.receipt, name="receipt"),
]
