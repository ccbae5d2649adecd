from django.urls import path

from . import views

prefix = "solve/outcomes/"
app_name = "outcomes"
urlpatterns = [
    path("", views.outcome_list, name="list"),
    path("<str:code>/", views.outcome, name="outcome"),
]
