from django.urls import path

from . import views

prefix = "learn/lectures/"
app_name = "lectures"
urlpatterns = [
    path("", views.lecture_list, name="list"),
    path("series/", views.series_list, name="series_list"),
    path("series/<str:code>/", views.series, name="series"),
    path("policy/", views.note_list, name="notes"),
    path("policy/<str:code>/", views.note, name="note"),
    path("<str:code>/", views.lecture, name="lecture"),
]
