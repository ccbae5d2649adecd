from django.urls import path

from . import views

prefix = "county/norms/"
app_name = "norms"
urlpatterns = [path("", views.norm_list, name="list"), path("<str:code>/", views.norm, name="norm")]
