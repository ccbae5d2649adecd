from django.urls import path

from . import views

prefix = "county/calendar/"
app_name = "calendar"
urlpatterns = [
    path("", views.year, name="now"),
    path("<year:year>/", views.year, name="year"),
    path("<str:code>/", views.of, name="of"),
]
