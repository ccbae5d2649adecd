from django.urls import path, re_path

from . import acting, demo, entry, views

urlpatterns = [
    path("", views.today, name="today"),
    path("first-steps/aside/", views.put_first_steps_aside, name="first_aside"),
    path("login/", entry.log_in, name="login"),
    path("logout/", entry.log_out, name="logout"),
    path("demo/", demo.demo, name="demo"),
    path("search/", views.search, name="search"),
    path("me/", views.me, name="me"),
    path("things/<str:code>/", views.thing, name="thing"),
    path("things/<str:code>/records/", views.records, name="records"),
    path("things/<str:code>/<str:act>/", acting.act, name="act"),
    path("acts/<str:act>/", acting.new, name="new"),
    re_path(r"^(?P<wing>learn|examine|solve|oversee|loop|county)/$", views.wing, name="wing"),
]
