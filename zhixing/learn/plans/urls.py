from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

prefix = "learn/plans/"
app_name = "plans"
index = ("plans:list", _("Annual study plans"), "notebook")
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("<str:code>/", views.plan, name="plan"),
    path("<str:code>/compare/", views.compare, name="compare"),
    path("<str:code>/print/", views.paper, name="print"),
    path("<str:code>/package/", views.package, name="package"),
]
