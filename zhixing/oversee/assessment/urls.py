from django.urls import path

from . import views

prefix = "oversee/facts/"
app_name = "assessment"
urlpatterns = [
    path("", views.sheets, name="list"),
    path("<str:code>/<year:year>/", views.sheet, name="sheet"),
    path("<str:code>/<year:year>/<slug:indicator>/", views.rows, name="rows"),
]
