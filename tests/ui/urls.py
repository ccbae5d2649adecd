"""Addresses for the tests of the face: only the language switch."""

from django.urls import include, path

urlpatterns = [path("i18n/", include("django.conf.urls.i18n"))]
