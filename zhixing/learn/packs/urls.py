from django.urls import path

from . import views

prefix = "learn/packs/"
app_name = "packs"
urlpatterns = [
    path("", views.pack_list, name="list"),
    path("additions/<str:code>/", views.addition, name="addition"),
    path("additions/<str:code>/file/", views.addition_file, name="addition_file"),
    path("<str:code>/", views.pack, name="pack"),
    path("<str:code>/version/<number:number>/", views.version, name="version"),
    path("<str:code>/version/<number:number>/print/", views.printed, name="print"),
    path("<str:code>/files/<number:item>/", views.file, name="file"),
]
