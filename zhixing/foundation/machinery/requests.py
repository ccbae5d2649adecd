"""A request as our middleware hands it to a view."""

from __future__ import annotations

from django.http import HttpRequest

from .actors import Actor


class Request(HttpRequest):
    """``person`` is who asks, with what they hold, or PUBLIC (``faces/desk/middleware.py``)."""

    person: Actor
