from django.urls import path

from . import views

prefix = "oversee/demands/"
app_name = "demands"
urlpatterns = [
    path("", views.demand_list, name="list"),
    path("<str:code>/", views.demand, name="demand"),
]
