from django.urls import path

from . import views

prefix = "county/papers/"
app_name = "documents"
urlpatterns = [
    path("", views.entry_list, name="list"),
    path("<str:code>/", views.entry, name="entry"),
]
