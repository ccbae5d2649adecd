from django.urls import path

from . import views

prefix = "county/accounts/"
app_name = "accounts"
urlpatterns = [path("", views.give, name="give")]
