from django.urls import path

from . import views

prefix = "alerts/"
app_name = "alerts"
urlpatterns = [path("", views.alert_list, name="list"), path("seen/", views.seen, name="seen")]
