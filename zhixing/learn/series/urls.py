from django.urls import path

from . import views

prefix = "learn/series/"
app_name = "series"
urlpatterns = [
    path("", views.series_list, name="list"),
    path("<str:code>/", views.series, name="series"),
    path("<str:code>/<slug:counts>/", views.rows, name="rows"),
]
