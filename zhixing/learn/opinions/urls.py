from django.urls import path

from . import views

prefix = "learn/opinions/"
app_name = "opinions"
urlpatterns = [
    path("", views.opinion_list, name="list"),
    path("<str:code>/", views.opinion, name="opinion"),
    path("<str:code>/print/", views.paper, name="print"),
]
