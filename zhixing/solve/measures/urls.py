from django.urls import path

from . import views

prefix = "solve/measures/"
app_name = "measures"
urlpatterns = [
    path("", views.measure_list, name="list"),
    path("<str:code>/", views.measure, name="measure"),
]
