"""For templates: what stands behind a date that was counted."""

from __future__ import annotations

import datetime as dt

from django import template

from ..queries import provisional as marker

register = template.Library()


@register.filter
def provisional(due: dt.date | None) -> str:
    """Behind a counted date: that the days off of its year are not announced yet; else nothing."""
    return marker(due, due)
