from django.urls import path

from . import views, window

prefix = "r/"
app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("case/", views.case, name="case"),
    path("case/<str:side>.picture", views.picture, name="picture"),
    path("window/", window.window, name="window"),
    path("window/policy/<str:code>/", window.policy, name="policy"),
    path("window/lectures.ics", window.lectures_ics, name="lectures_ics"),
    path("window/window.atom", window.atom, name="atom"),
]
