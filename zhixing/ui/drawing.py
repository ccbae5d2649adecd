"""How the fields of forms are drawn: by Django's own templates, but for selects.

Django includes a template for each option and two for its attributes, so that a choice among the
300 groups of a county takes longer than all the rest of the page. A select is written here in one
go, as Django's templates would (``tests/ui/test_drawing.py`` compares both). What a renderer
answers is marked as safe by the widget, so each piece is escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Select
from django.utils.html import conditional_escape


class Renderer(DjangoTemplates):
    """``FORM_RENDERER`` of the house."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == Select.template_name:
            return drawn_select(context["widget"])
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
