"""Every address of the site: each room brings its own; the faces come last."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

import zhixing.foundation.machinery.inputs  # noqa: F401  registers the converters of addresses

urlpatterns = []
for room in settings.ROOMS:
    if find_spec(f"{room}.urls"):
        urls = import_module(f"{room}.urls")
        urlpatterns.append(path(getattr(urls, "prefix", ""), include(f"{room}.urls")))
urlpatterns.append(path("i18n/", include("django.conf.urls.i18n")))

handler400 = "zhixing.faces.desk.faults.bad_request"
handler403 = "zhixing.faces.desk.faults.forbidden"
handler404 = "zhixing.faces.desk.faults.not_found"
handler500 = "zhixing.faces.desk.faults.broken"
