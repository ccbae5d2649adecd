from django.urls import path

from . import views

prefix = "county/imports/"
app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="list"),
    path("new/<str:what>/", views.upload, name="upload"),
    path("reading/<str:key>/", views.reading, name="reading"),
    path("new/<str:what>/template/", views.template, name="template"),
    path("units/", views.unit_workbooks, name="units"),
    path("units/<str:code>/", views.unit_workbook, name="unit"),
    path("export/<str:what>/", views.export, name="export"),
    path("reading/<str:key>/remarks/", views.remarks, name="remarks"),
    path("reading/<str:key>/notes/", views.notes, name="notes"),
    path("reading/<str:key>/running/", views.running, name="running"),
    path("reading/<str:key>/progress/", views.job_progress, name="progress"),
    path("<str:code>/notes/", views.kept_notes, name="kept_notes"),
    path("<str:code>/", views.imported, name="import"),
]
