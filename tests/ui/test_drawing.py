"""Selects are written by hand: the same signs as from Django's own templates."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from zhixing.ui import drawing, words

NASTY = "\"><script>&'甲"


def tight(html: str) -> str:
    """Without the blanks between the tags."""
    return re.sub(r">\s+<", "><", html.strip())


def both(widget: forms.Widget, value: Any, attrs: dict[str, Any] | None = None) -> tuple[str, str]:
    """(as the house draws it, as Django does)."""
    ours, theirs = drawing.Renderer(), DjangoTemplates()
    return tuple(tight(widget.render("unit", value, attrs, way)) for way in (ours, theirs))


CHOICES = [
    ("", "–"),
    (None, "nobody"),
    (7, 2026),
    ("a", gettext_lazy("Year")),
    (NASTY, NASTY),
    ("safe", mark_safe("<b>甲</b>")),
    ("card", words.choice("甲 <", "help")),
    (NASTY, [("in", "inside"), ("in2", NASTY)]),
]


@pytest.mark.parametrize("value", ["", None, 7, "a", NASTY, "in2", "not there"])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_select_is_what_django_would_draw(kind: type, value: Any, language: str) -> None:
    widget = kind() if kind is forms.NullBooleanSelect else kind(choices=CHOICES)
    attrs = {"id": NASTY, "class": "form-select", "required": True, "disabled": False, "size": 3}
    with override(language):
        ours, theirs = both(widget, value, attrs)
    assert ours == theirs
    assert "<script>" not in ours


def test_what_is_no_select_is_left_to_django() -> None:
    for widget in (forms.TextInput(), forms.RadioSelect(choices=CHOICES), forms.Textarea()):
        ours, theirs = both(widget, "a")
        assert ours == theirs


def test_the_forms_of_the_house_are_drawn_so() -> None:
    class Chosen(forms.Form):
        unit = forms.ChoiceField(choices=[("a", "甲"), ("b", "乙")], initial="b")

    drawn = str(Chosen()["unit"])
    assert isinstance(Chosen().renderer, drawing.Renderer)
    assert drawn.count("<option") == 2 and '<option value="b" selected>乙</option>' in drawn
