from django.urls import path

from . import views

prefix = "learn/plans/"
app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("groups/", views.groups, name="groups"),
    path("<str:code>/", views.plan, name="plan"),
    path("<str:code>/compare/", views.compare, name="compare"),
    path("<str:code>/print/", views.paper, name="print"),
    path("<str:code>/package/", views.package, name="package"),
]
