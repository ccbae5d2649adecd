"""ActForm: one form per act that takes input; page, API, command line and workbook rows use it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from .act import ACTS, AnyAct
from .actors import Actor
from .inputs import FIRST_YEAR, LAST_YEAR
from .things.codes import typed
from .things.models import Audience, Thing, ThingRow
from .words import Words

Row = TypeVar("Row", bound=ThingRow | None)
Kind = TypeVar("Kind", bound=forms.Field)
FORMS: dict[str, type[ActForm[Any]]] = {}


def _day_can_be(day: dt.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("The year lies outside %(first)s to %(last)s."),
            code="year",
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


LIMITS: dict[
    type[forms.Field], list[Any]
] = {  # what no column holds and no calendar counts, whatever the field of an act is called
    forms.DateField: [_day_can_be],
    forms.IntegerField: [MinValueValidator(-(2**31)), MaxValueValidator(2**31 - 1)],
}


class ActForm(forms.Form, Generic[Row]):
    """Parses the input of one act. ``reader`` types it, ``row`` is the thing acted on (None where
    the act has none): ``ActForm[Problem]``, ``ActForm[None]``.

    Override ``build`` to set choices or initial values from person and row, ``given`` to turn
    cleaned data into the act's arguments.
    """

    act: ClassVar[AnyAct]
    # a template of the room's own, when the standard one-column form is not enough
    layout: ClassVar[str] = ""
    # URL name of the room's own page that leads to the act in several steps; buttons go there
    own_page: ClassVar[str] = ""
    arguments: ClassVar[list[str]] = []  # of that URL
    opens_with: ClassVar[tuple[str, ...] | None] = None
    shows: ClassVar[dict[str, Any]] = {}  # of an act that looks: its facts and what they are called
    looked: Sequence[str] = ()  # what a first look has read: nothing is wrong, nothing done yet
    page: ClassVar[
        str
        # URL name of a page of the thing from which the act is done along with others; buttons go
        # there, and it leads to the form
    ] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "act" in cls.__dict__:
            FORMS[cls.act.name] = cls

    def __init__(self, *args: Any, person: Actor, row: Any = None, **kwargs: Any) -> None:
        self.reader = person
        self.row: Row = row  # of the kind the act is done on: the door has looked
        super().__init__(*args, **kwargs)
        self.build()
        for field in self.fields.values():
            field.validators += LIMITS.get(type(field), [])
            if isinstance(field, _OffersThings):
                field.reader = person

    def build(self) -> None:
        """Choices and first values, from ``self.reader`` and ``self.row``."""

    def offer(self, name: str, rows: Any) -> None:
        """What may be chosen in one of its fields: things, or people."""
        field = self.fields[name]
        if isinstance(field, _OffersThings):
            field.offer(rows)
        else:
            field_of(self, name, forms.ModelChoiceField).queryset = rows

    def given(self) -> dict[str, Any]:
        """The act's keyword arguments."""
        return dict(self.cleaned_data)

    def standing(self, row: ThingRow) -> dict[str, Any]:
        """What stands in the record now, by the field that would change it: shown beside what was
        typed when somebody else was quicker.
        """
        if self.opens_with is None:
            return {name: getattr(row, name) for name in self.fields if hasattr(row, name)}
        chosen = {name: self.data.get(name) for name in self.opens_with}
        fresh = type(self)(person=self.reader, row=row, initial=chosen)
        return {
            name: fresh.get_initial_for_field(field, name)
            for name, field in fresh.fields.items()
            if name not in chosen
        }

    def perform(self, typist: Actor | None = None, **how: Any) -> Any:
        """Do the act with what was typed; the form must be valid. ``typist`` where the form is
        somebody else's than theirs.
        """
        rows = () if self.act.on is None else (self.row,)
        return self.act.do(typist or self.reader, *rows, **self.given(), **how)


def field_of(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """One of the form's fields, as what it was declared."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, no {kind.__name__}")
    return field


def form_of(act: AnyAct) -> type[ActForm[Any]]:
    """The act's form; an act without input has an empty one."""
    if act.name not in FORMS:
        FORMS[act.name] = type(f"{act.name.title().replace('_', '')}Form", (ActForm,), {"act": act})
    return FORMS[act.name]


def act_named(name: str) -> AnyAct | None:
    """The act of this name; None where there is none that can be asked for."""
    act = ACTS.get(name)
    return None if act is None or act.inner_only else act


class ReasonForm(ActForm[Row]):
    """For acts that only ask why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


def needed(field: forms.Field, when: Words = "") -> forms.Field:
    """Not required of every typist, yet not optional: the act asks for it, always or ``when``.

    Without ``when`` nothing stands beside its label; a field that the act may refuse is never
    called "not required". The act itself says what is missing, in its own sentence.
    """
    field.needed = when  # type: ignore[attr-defined]  # for the template, see ui/fields
    return field


def day_field(label: Words, **more: Any) -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def text_field(label: Words, rows: int = 4, **more: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class _OffersThings:
    """A field that offers things: whoever fills in the form finds, and may name, only those they
    may know of. Set by ActForm, whatever the room's form offers.
    """

    reader: Actor | None = None

    def offer(self, rows: Any) -> None:
        """Offer these rows."""
        raise NotImplementedError

    def seen(self, rows: Any) -> Any:
        """The rows as far as the reader may know of them; what everybody in the county knows is not
        asked about.
        """
        if self.reader is None or getattr(rows.model, "ALWAYS", "") in (
            Audience.COUNTY,
            Audience.PUBLIC,
        ):
            return rows
        return rows.visible_to(self.reader)


class ThingsField(_OffersThings, forms.MultipleChoiceField):
    """Several things by their codes, as Things; set ``queryset`` in ``build``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.queryset = Thing.objects.none()

    def clean(self, value: Any) -> Any:
        codes = list(dict.fromkeys(value or []))
        if self.required and not codes:
            raise ValidationError(self.error_messages["required"], code="required")
        things = {thing.pk: thing for thing in self.seen(self.queryset).filter(pk__in=codes)}
        strange = [code for code in codes if code not in things]
        if strange:
            raise ValidationError(
                _("“%(value)s” can not be chosen here."),
                code="unknown",
                params={"value": str(strange[0])[:40]},
            )
        return [things[code] for code in codes]

    def offer(self, queryset: Any) -> None:
        """Offer these things; drawn as a list of boxes."""
        self.queryset = queryset
        self.choices = lambda: [
            (thing.pk, f"{thing.kind_word} {thing.pk} {thing.title}")
            for thing in self.seen(queryset)[:300]
        ]


class ThingChoice(_OffersThings, forms.ChoiceField):
    """One Thing (of any kind) by its code; set it with ``offer``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = Thing.objects.none()

    def offer(self, queryset: Any) -> None:
        self.queryset = queryset
        self.choices = lambda: [
            ("", "–"),
            *((thing.pk, f"{thing.title} ({thing.pk})") for thing in self.seen(queryset)[:300]),
        ]

    def clean(self, value: Any) -> Any:
        if not value:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        thing = self.seen(self.queryset).filter(pk=typed(str(value))).first()
        if thing is None:
            raise ValidationError(
                _("“%(value)s” can not be chosen here."),
                code="unknown",
                params={"value": str(value)[:40]},
            )
        return thing


class ThingField(_OffersThings, forms.CharField):
    """A thing by its code, as its room's row. ``queryset`` (set in ``build``) is what may be
    chosen; the widget is a select of it.
    """

    default_error_messages = {
        "unknown": _("There is no %(what)s “%(value)s” that you can choose here.")
    }

    def __init__(
        self, model: type[ThingRow], *, queryset: Any = None, empty: Words = "", **kwargs: Any
    ) -> None:
        self.model, self.empty = model, empty
        kwargs.setdefault("widget", forms.Select)
        super().__init__(**kwargs)
        self.queryset = queryset

    def offer(self, rows: Any) -> None:
        self.queryset = rows

    @property
    def queryset(self) -> Any:
        return self._queryset

    @queryset.setter
    def queryset(self, rows: Any) -> None:
        self._queryset = rows
        self.widget.choices = _Choices(self)

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        rows = self._queryset if self._queryset is not None else self.model.objects.all()
        row = self.seen(rows).filter(pk=typed(code)).first()
        if row is None:
            raise ValidationError(
                self.error_messages["unknown"],
                code="unknown",
                params={"what": self.model.WORD, "value": code[:40]},
            )
        return row

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, ThingRow | Thing) else value


class _Choices(BaseChoiceIterator):
    """Choices read when the widget is drawn, not when the form is made: a POST asks only for the
    chosen row.

    Django reads any other iterable at once, and twice.
    """

    def __init__(self, field: ThingField) -> None:
        self.field = field

    def __iter__(self) -> Any:
        yield ("", self.field.empty or "–")
        if self.field._queryset is not None:
            for row in self.field.seen(self.field._queryset).select_related("thing")[:1000]:
                yield (row.pk, str(row.thing.title))
