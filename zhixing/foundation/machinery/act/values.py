"""A value as a record keeps it."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Iterable
from typing import Any

from django.db import models

SIMPLE = (bool, int, float, str)


def plain(value: Any) -> Any:
    """Codes for things and persons, ISO dates, text; in lists and dictionaries too."""
    if value is None or isinstance(value, SIMPLE):
        return value
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, Iterable):
        return [plain(part) for part in value]
    return str(value)
