from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/accounts/"
app_name = "accounts"
index = ("accounts:give", _("Accounts"), "key")
urlpatterns = [path("", views.give, name="give")]
