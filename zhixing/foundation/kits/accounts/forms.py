"""Whom to give an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.spine.people.forms import PeopleField


class GiveForm(forms.Form):
    """The chosen people, and the kind of file their strips come as."""

    people = PeopleField(
        label=_("People"), error_messages={"required": _("Choose at least one person.")}
    )
    do = forms.ChoiceField(choices=[("pdf", "PDF"), ("docx", "docx")])

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # it is declared
