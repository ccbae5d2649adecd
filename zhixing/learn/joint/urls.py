from django.urls import path

from . import views

prefix = "learn/joint/"
app_name = "joint"
urlpatterns = [
    path("", views.joint_list, name="list"),
    path("partners/<str:code>/", views.partners, name="partners"),
    path("<str:code>/", views.joint, name="joint"),
]
