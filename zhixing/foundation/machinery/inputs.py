"""What comes in from outside, before any form reads it: signs no database keeps, numbers and years
that can not be meant, JSON as a form takes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from .refusals import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2199
DEEPEST = 20
ONE_VALUE = _("One value is asked for here, not a list.")
NO_SUCH_FIELD = _("There is no such field here; there are: %(names)s. Nothing was changed.")
NAMED_TWICE = _("This field stands there twice.")


# -- signs -----------------------------------------------------------------------------------------


def usable(text: str) -> bool:
    """Text that both databases can hold: no NUL, and no half of a pair (a lone surrogate)."""
    try:
        return "\x00" not in text and bool(text.encode() or True)
    except UnicodeEncodeError:
        return False


def all_usable(value: Any) -> bool:
    """The same for all that JSON can hold, keys too."""
    if isinstance(value, dict):
        return all(usable(str(name)) and all_usable(part) for name, part in value.items())
    if isinstance(value, list):
        return all(all_usable(part) for part in value)
    return not isinstance(value, str) or usable(value)


def check_request(request: HttpRequest) -> None:
    """Every name and value of the address, the headers and the form. Raises BadInput that names the
    field.
    """
    for data in (request.GET, request.POST):
        for name, values in data.lists():
            if not usable(name) or not all(usable(value) for value in values):
                shown = name if usable(name) else ""
                raise Refused.UNUSABLE(*([shown] if shown else ()))
    if any(
        isinstance(value, str) and not usable(value)
        for name, value in request.META.items()
        if name.startswith("HTTP_")
    ):
        raise Refused.UNUSABLE()


# -- years and numbers -----------------------------------------------------------------------------


def year_in(text: Any) -> int | None:
    """A year as four digits that a county can mean; None for anything else."""
    number = number_in(text)
    return number if number is not None and FIRST_YEAR <= number <= LAST_YEAR else None


def number_in(text: Any) -> int | None:
    """A number of at most nine digits, so that every column holds it; None for anything else."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def version_in(text: str) -> int | None:
    """The version somebody saw, as a form or ``If-Match`` sends it; None where none is named (or
    any will do: ``*``). Raises BadInput for what is none: a condition that can not be read is not
    met, and nothing is overwritten.
    """
    plain = text.strip()
    if plain in ("", "*"):
        return None
    quoted = len(plain) > 1 and plain[0] == plain[-1] == '"'
    version = number_in(plain[1:-1] if quoted else plain)
    if version is None:
        raise Refused.VERSION_UNREADABLE()
    return version


class YearInAddress:
    """``<year:year>``: what is no year of a county has no page."""

    regex = "[0-9]{4}"

    def to_python(self, text: str) -> int:
        year = year_in(text)
        if year is None:
            raise ValueError(text)
        return year

    def to_url(self, year: Any) -> str:
        return str(year)


class NumberInAddress:
    """``<number:item>``: a number that a column can hold."""

    regex = "[0-9]{1,9}"

    def to_python(self, text: str) -> int:
        return int(text)

    def to_url(self, number: Any) -> str:
        return str(number)


register_converter(YearInAddress, "year")
register_converter(NumberInAddress, "number")


# -- JSON ------------------------------------------------------------------------------------------


class NamedTwice(ValueError):
    """A JSON object in which a name stands more than once."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__("repeated name")
        self.fields: dict[str, list[Any]] = {name: [NAMED_TWICE] for name in names if usable(name)}


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body. Raises BadInput for what is none, lies too deep, or holds what no
    field can (NaN, half signs).
    """
    try:
        fields = json_value(body or b"{}")
    except NamedTwice as fault:
        raise Refused.JSON_REPEATED.at(fault.fields) from fault
    except ValueError as fault:
        raise Refused.JSON_BAD() from fault
    if not isinstance(fields, dict):
        raise Refused.JSON_OBJECT()
    if not all_usable(fields):
        unusable = [name for name, part in fields.items() if not all_usable(part)]
        raise Refused.UNUSABLE(*filter(usable, unusable))
    return fields


def json_value(text: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError for what is none, lies too deep, or holds NaN or
    Infinity; NamedTwice where a name is repeated.
    """
    try:
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_named_once)
    except RecursionError as fault:
        raise ValueError(str(fault)) from fault
    if _depth(value) > DEEPEST:
        raise ValueError("too deep")
    return value


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand there once: which of two is meant nobody can tell."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _value in pairs]
        raise NamedTwice(name for name in fields if names.count(name) > 1)
    return fields


def _no_number(word: str) -> None:
    raise ValueError(word)


def _depth(value: Any, at: int = 0) -> int:
    if at > DEEPEST or not isinstance(value, dict | list):
        return at
    return max(
        (_depth(part, at + 1) for part in (value.values() if isinstance(value, dict) else value)),
        default=at,
    )


def as_sent(body: dict[str, Any]) -> QueryDict:
    """JSON as the page would have sent it: one text for a value, several for a list, nothing for
    null.
    """
    data = QueryDict(mutable=True)
    for name, value in body.items():
        data.setlist(
            name,
            [
                _text(part)
                for part in (value if isinstance(value, list) else [value])
                if part is not None
            ],
        )
        if not data.getlist(name):
            del data[name]
    return data


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


def misshapen(form: forms.Form, body: dict[str, Any]) -> dict[str, list[Any]]:
    """Fields that were given a list where one value is asked for, or what is no value at all: a
    list is not a name.
    """
    given_fields = {name: field for name, field in form.fields.items() if name in body}
    return {
        name: [ONE_VALUE] for name, field in given_fields.items() if not _fits(field, body[name])
    }


def unknown_names(form: forms.Form, body: dict[str, Any]) -> dict[str, list[Any]]:
    """Names the form does not have: ``for_persn`` would record the act as one's own."""
    fault = NO_SUCH_FIELD % {"names": ", ".join(form.fields)}
    return {name: [fault] for name in body if name not in form.fields}


def _fits(field: forms.Field, value: Any) -> bool:
    if isinstance(value, list):
        return bool(getattr(field.widget, "allow_multiple_selected", False)) and all(
            _is_value(part) for part in value
        )
    if isinstance(value, bool):
        return not isinstance(field, forms.CharField)
    return value is None or _is_value(value)


def _is_value(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)
