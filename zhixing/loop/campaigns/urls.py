from django.urls import path

from . import views

prefix = "loop/campaigns/"
app_name = "campaigns"
urlpatterns = [
    path("", views.campaign_list, name="list"),
    path("<str:code>/", views.campaign, name="campaign"),
    path("<str:code>/rows/", views.rows, name="rows"),
    path("<str:code>/print/", views.paper, name="print"),
]
