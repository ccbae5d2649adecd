from django.urls import path

from . import views

prefix = "drafts/"
app_name = "drafts"
urlpatterns = [path("<str:key>/", views.keep, name="keep")]
