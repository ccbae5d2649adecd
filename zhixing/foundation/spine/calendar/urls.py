from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "county/calendar/"
app_name = "calendar"
index = ("calendar:now", _("Working days"), "calendar")
urlpatterns = [
    path("", views.year, name="now"),
    path("<year:year>/", views.year, name="year"),
    path("<str:code>/", views.of, name="of"),
]
