from django.urls import path

from . import views

prefix = "examine/bank/"
app_name = "bank"
urlpatterns = [path("", views.item_list, name="list"), path("<str:code>/", views.item, name="item")]
