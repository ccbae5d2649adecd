"""Selects are written by hand: the same signs as from Django's own templates."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils.html import escape
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


def test_boxes_are_escaped_and_ticked() -> None:
    """Cards and ticks of a form are written in one go too."""

    class Chosen(forms.Form):
        way = forms.ChoiceField(
            choices=[("", "–"), (NASTY, words.choice(NASTY, NASTY)), ("b", "乙")],
            widget=forms.RadioSelect,
            initial="b",
        )
        many = forms.MultipleChoiceField(
            choices=[(str(at), f"组{at}") for at in range(300)],
            widget=forms.CheckboxSelectMultiple,
            initial=["7"],
        )

    template = Template("{{ form.way.as_field_group }}{{ form.many.as_field_group }}")
    html = template.render(Context({"form": Chosen()}))
    assert "<script>" not in html and html.count('type="checkbox"') == 300
    assert html.count('type="radio"') == 2  # what is needed offers no empty card
    assert html.count(" checked") == 2 and html.count(" required") == 2
    assert f"<small>{escape(NASTY)}</small>" in html
    assert 'value="7" checked><label for="id_many_7" class="is-ink"><b>组7</b></label>' in html
