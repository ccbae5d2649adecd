from django.urls import path

from . import views

prefix = "examine/tests/"
app_name = "sittings"
urlpatterns = [
    path("", views.test_list, name="list"),
    path("groups/", views.groups, name="groups"),
    path("<str:code>/", views.test, name="test"),
]
