from django.urls import path

from . import views

prefix = "learn/archive/"
app_name = "archive"
urlpatterns = [
    path("", views.archive_list, name="list"),
    path("<str:code>/<year:year>/", views.volume, name="volume"),
    path("<str:code>/<year:year>/contents/", views.contents, name="contents"),
    path("<str:code>/<year:year>/annual/", views.annual, name="annual"),
    path("<str:code>/<year:year>/circular/", views.circular, name="circular"),
    path("<str:code>/<year:year>/zip/", views.volume_zip, name="zip"),
    path("<str:code>/<year:year>/zip/progress/", views.packing_progress, name="packing"),
    path("<str:code>/<year:year>/zip/file/", views.packed_volume, name="packed"),
]
