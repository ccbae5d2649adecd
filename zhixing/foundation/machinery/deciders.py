"""The two fields of acting for another: who decided, and on what basis. Every door has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .forms import ActForm

WHO, BASIS = "for_person", "basis"


def person_known_as(key: Any) -> Any:
    """The person with this id, or None."""
    if not key or not isinstance(key, str):
        return None
    people = apps.get_model("people", "Person").objects
    return people.natural().select_related("unit").filter(pk=key).first()


def named_decider(data: Any) -> Any:
    """Who is named in what was sent as the one who decided; None where nobody is, or nobody we
    know.
    """
    return person_known_as(data.get(WHO))


class DeciderField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes none
    """Who decided. Offered are those for whom the act accepts it; whoever names somebody else is
    answered by the act, with its reason and on record.
    """

    def __init__(self, people: Sequence[Any]) -> None:
        model = apps.get_model("people", "Person")
        super().__init__(
            model.objects.filter(pk__in=[person.pk for person in people]),
            label=_("Recorded for"),
            required=False,
            help_text=_("Who decided it on paper, at a meeting or by telephone."),
        )
        offered = ((person.pk, person.name_and_post) for person in people)
        self.choices = [("", "–"), *offered]

    def to_python(self, value: Any) -> Any:
        return person_known_as(value) or super().to_python(value)


def add_decider(form: ActForm[Any], people: Sequence[Any]) -> None:
    """Add both fields, where there is somebody to record for or somebody is named."""
    if not people and WHO not in form.data:
        return
    form.fields[WHO] = DeciderField(people)
    form.fields[BASIS] = forms.CharField(label=_("On what basis"), max_length=200, required=False)


def take_decider(form: ActForm[Any]) -> dict[str, Any]:
    """What a valid form says of both, as every act takes it; the act's own fields are left."""
    return {
        WHO: form.cleaned_data.pop(WHO, None),
        BASIS: form.cleaned_data.pop(BASIS, ""),
    }
