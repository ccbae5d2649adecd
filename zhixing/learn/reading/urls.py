from django.urls import path

from . import views

prefix = "learn/reading/"
app_name = "reading"
urlpatterns = [
    path("", views.reading_list, name="list"),
    path("mine/<str:code>/", views.self_study, name="self_study"),
    path("<str:code>/", views.reading, name="reading"),
]
