"""How the fields of forms are drawn: by Django's own ``{{ form.title.as_field_group }}`` with the
template of the house (``ui/field.html``); widgets by Django's own templates, but for selects.

Django includes a template for each option and two for its attributes, so that a choice among the
300 groups of a county takes longer than all the rest of the page. A select is written here in one
go, as Django's templates would (``tests/ui/test_drawing.py`` compares both). What a renderer
answers is marked as safe by the widget, so each piece is escaped here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms import BoundField, ChoiceField, Field
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    DateTimeInput,
    FileInput,
    NumberInput,
    PasswordInput,
    RadioSelect,
    Select,
    SelectMultiple,
    Textarea,
    TimeInput,
    Widget,
)
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext as _

from zhixing.ui import words


class Renderer(DjangoTemplates):
    """``FORM_RENDERER`` of the house."""

    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == Select.template_name:
            return drawn_select(context["widget"])
        if template_name == self.field_template_name:
            context = field_context(context["field"])
        return super().render(template_name, context, request)


def drawn_select(widget: Mapping[str, Any]) -> str:
    """The select of a widget's context (``Select.get_context``)."""
    pieces = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _place in widget["optgroups"]:
        if name:
            pieces.append(f'\n  <optgroup label="{conditional_escape(name)}">')
        pieces += [f"\n  {_option(option)}" for option in options]
        if name:
            pieces.append("\n  </optgroup>")
    pieces.append("\n</select>")
    return "".join(pieces)


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """As Django writes them: False is left out, True stands alone."""
    shown = ((name, value) for name, value in attributes.items() if value is not False)
    return "".join(_attribute(conditional_escape(name), value) for name, value in shown)


def _attribute(name: str, value: Any) -> str:
    if value is True:
        return f" {name}"
    return f' {name}="{conditional_escape(str(value))}"'


def kind_of(widget: Widget) -> str:
    """Which look a Django widget gets."""
    kinds = (
        (RadioSelect, "radio"),
        (CheckboxSelectMultiple, "checks"),
        (CheckboxInput, "check"),
        (SelectMultiple, "select"),
        (Select, "select"),
        (Textarea, "textarea"),
        (FileInput, "file"),
        (DateTimeInput, "datetime-local"),
        (DateInput, "date"),
        (TimeInput, "time"),
        (NumberInput, "number"),
        (PasswordInput, "password"),
    )
    if isinstance(widget, CheckboxSelectMultiple):
        return "checks"
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "text")


MANY_BOXES = 12  # more ticks than this stand in columns
FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime-local": "%Y-%m-%dT%H:%M"}


def _attrs(bound: BoundField, kind: str) -> dict[str, Any]:
    own = bound.field.widget.attrs.get("class", "")
    base = {"select": "form-select", "check": "form-check-input"}.get(kind, "form-control")
    attrs = {"class": f"{base} {own}".strip()}
    if kind == "textarea":
        attrs["data-grow"] = ""
        attrs["rows"] = (
            bound.field.widget.attrs.get("rows")
            if bound.field.widget.attrs.get("rows") != "10"
            else "4"
        )
    if kind == "number":
        attrs["inputmode"] = bound.field.widget.attrs.get("inputmode", "numeric")
    if bound.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] += " is-invalid"
    described_by = _described_by(bound, bound.id_for_label)
    if described_by:
        attrs["aria-describedby"] = described_by
    return attrs


def _described_by(bound: BoundField, name: str) -> str:
    """The ids of what explains a field: its help and its errors, where it has them."""
    parts = {"help": bound.help_text, "error": bound.errors}
    return " ".join(f"{name}-{part}" for part, words_of in parts.items() if words_of)


def _boxes_class(bound: BoundField, kind: str, count: int) -> str:
    """Whether choices are tapped in a row, stand as cards, or fill columns."""
    tapped = "is-tap" in bound.field.widget.attrs.get("class", "")
    looks = {"is-many": kind == "checks", "is-columns": kind == "checks" and count > MANY_BOXES}
    shape = "zx-tap" if tapped else "zx-choice"
    return " ".join([shape, *(look for look, holds in looks.items() if holds)])


def _iso(kind: str, value: str) -> bool:
    try:
        dt.datetime.strptime(value, FORMATS[kind])
    except ValueError:
        return False
    return True


def _date_value(bound: BoundField, kind: str, attrs: dict[str, Any]) -> str:
    """Dates and times need the browser's own type and the ISO form whatever the language is."""
    value = bound.value()
    if isinstance(value, (dt.date, dt.time)):
        value = value.strftime(FORMATS[kind])
    if isinstance(value, str) and value and not _iso(kind, value):
        kind = "text"  # the browser's own type would throw away what was typed
    extra = {key: val for key, val in bound.field.widget.attrs.items() if key != "class"}
    attrs = {
        **extra,
        **attrs,
        "id": bound.id_for_label or bound.auto_id,
        "name": bound.html_name,
        "type": kind,
    }
    if bound.field.required:
        attrs["required"] = ""
    if bound.field.disabled:
        attrs["disabled"] = ""
    pairs = format_html_join(
        "", ' {}="{}"', ((key, val) for key, val in attrs.items() if val not in (None, False))
    )
    beside = getattr(bound.field.widget, "beside", None)  # what a widget says of its value
    note = beside(attrs["id"], value or "") if beside is not None else ""
    return format_html('<input{} value="{}">{}', pairs, value or "", note)


def _boxes(kind: str, name: str, required: bool, options: list[dict[str, Any]]) -> str:
    """Radio cards or ticks in one go: a county has hundreds of groups to tick."""
    shape = "radio" if kind == "radio" else "checkbox"
    needed = " required" if required and kind == "radio" else ""
    return format_html_join(
        "",
        '<input type="{}" name="{}" id="{}" value="{}"{}{}>'
        '<label for="{}" class="is-ink"><b>{}</b>{}</label>',
        (
            (
                shape,
                name,
                option["id"],
                option["value"],
                " checked" if option["checked"] else "",
                needed,
                option["id"],
                option["word"],
                format_html("<small>{}</small>", option["help"]) if option["help"] else "",
            )
            for option in options
        ),
    )


def field_context(bound: BoundField) -> dict[str, Any]:
    """What ``ui/field.html`` shows of a field: label, widget, help, errors."""
    kind = kind_of(bound.field.widget)
    shown: dict[str, Any] = {
        "field": bound,
        "kind": kind,
        "label": bound.label,
        "id": bound.id_for_label or bound.auto_id,
    }
    shown["optional"] = "" if getattr(bound.form, "narrows", False) else _need_note(bound.field)
    shown["narrow"] = kind in ("number", "date", "time")
    if kind in ("radio", "checks"):
        shown["id"] = bound.auto_id
        shown["described_by"] = _described_by(bound, bound.auto_id)
        options = shown["options"] = _options(bound, kind)
        shown["boxes"] = _boxes(kind, bound.html_name, bound.field.required, options)
        shown["boxes_class"] = _boxes_class(bound, kind, len(options))
    elif kind in FORMATS:
        shown["widget"] = _date_value(bound, kind, _attrs(bound, kind))
    else:
        shown["widget"] = bound.as_widget(attrs=_attrs(bound, kind))
    return shown


def _options(bound: BoundField, kind: str) -> list[dict[str, Any]]:
    """The choices of radio cards or ticks; what is needed offers no empty card."""
    chosen = _chosen_values(bound.value())
    field = bound.field
    # as the field answers them: pairs, or groups of pairs
    offered: Any = field.choices if isinstance(field, ChoiceField) else ()
    return [
        {
            "id": f"{bound.auto_id}_{at}",
            "value": "" if key is None else key,
            "word": word.word if isinstance(word, words.Choice) else word,
            "help": word.help if isinstance(word, words.Choice) else "",
            "checked": str("" if key is None else key) in chosen,
        }
        for at, (key, word) in enumerate(_flat_choices(offered))
        if not (kind == "radio" and str(key or "") == "" and field.required)
    ]


def _chosen_values(value: Any) -> set[str]:
    """The values of a field that are chosen, as texts."""
    if isinstance(value, (list, tuple, set)):
        return {str(item) for item in value}
    return {"" if value is None else str(value)}


def _need_note(form_field: Field) -> str:
    """What stands beside the label: nothing for what is needed, else when, or that it is not."""
    if form_field.required:
        return ""
    return getattr(form_field, "needed", _("not required"))


def _flat_choices(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for key, word in choices:
        if isinstance(word, (list, tuple)) and not isinstance(word, words.Choice):
            yield from word
        else:
            yield key, word
