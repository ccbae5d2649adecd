from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/joint/"
app_name = "joint"
index = ("joint:list", _("Joint study"), "users-group")
urlpatterns = [
    path("", views.joint_list, name="list"),
    path("partners/<str:code>/", views.partners, name="partners"),
    path("<str:code>/", views.joint, name="joint"),
]
