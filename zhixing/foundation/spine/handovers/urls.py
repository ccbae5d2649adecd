from django.urls import path

from . import views

prefix = "county/hand-overs/"
app_name = "handovers"
urlpatterns = [
    path("", views.handover_list, name="list"),
    path("<str:code>/", views.handover, name="handover"),
]
