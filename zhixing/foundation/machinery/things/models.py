"""Things: one row for every business object, and the base class of the rooms' own rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.query import ModelIterable
from django.urls import get_script_prefix, reverse
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..actors import Actor
from ..registry import Holdings, holdings
from ..words import Words
from .places import Aside, is_root
from .veil import veil

Kind = TypeVar("Kind", bound=models.Model)
Row = TypeVar("Row", bound="ThingRow")
Shape = TypeVar("Shape")  # what a query answers: rows, or what ``values`` makes of them


class Audience(models.TextChoices):
    """Who may know that the thing exists. Rooms may show less of it, never more."""

    PUBLIC = "public", _("everyone, without login")
    COUNTY = "county", _("everyone the county knows")
    UNIT = "unit", _("the unit, its group, and the roles above it")
    PARTIES = "parties", _("the persons concerned and the roles above them")


def visible_q(person: Actor | None, prefix: str = "", held: Holdings | None = None) -> Q:
    """What this person may know of, as a condition on things (``prefix`` leads there:
    ``"thing__"``).
    """
    if person is None or person.pk is None:
        return Q(**{f"{prefix}audience": Audience.PUBLIC})
    held = held or holdings(person)
    groups = sorted(held.group_codes())
    condition = Q(**{f"{prefix}audience__in": [Audience.PUBLIC, Audience.COUNTY]})
    for path in sorted(held.seeing()):
        condition |= Q(**{f"{prefix}place__under": path})
    if groups:
        condition |= Q(**{f"{prefix}audience": Audience.UNIT, f"{prefix}group__in": groups})
    if groups or held.seeing():
        condition |= Q(**{f"{prefix}pk__in": _shared_with(groups, held)})
    return condition | Q(
        **{f"{prefix}pk__in": Party.objects.filter(person=person.pk).values("thing")}
    )


def _shared_with(groups: list[str], held: Holdings) -> models.QuerySet[Partner, Any]:
    """Codes of the things in which one of these groups takes part, or a group or unit at or below
    where one sees. Whoever sees the county knows of them by their own place.
    """
    shared = Q(group__in=groups, thing__audience=Audience.UNIT) if groups else Q(pk__in=[])
    for path in sorted(path for path in held.seeing() if not is_root(path)):
        shared |= Q(place__under=path)
    return Partner.objects.filter(shared).values("thing")


def rows_visible_q(model: type[ThingRow], person: Actor | None, held: Holdings | None = None) -> Q:
    """The same for the rows of a room, so that a list of many rows can be read in the order of an
    index, and few rows found by one.

    Where the columns of the room say all that its Thing holds (unit, group, the audience of its
    kind), they are asked themselves.
    """
    if not model.says_itself():
        return Q(_is_known_to(person, held))
    condition = Q(pk__in=[])
    if person is None or person.pk is None:
        return condition
    held = held or holdings(person)
    groups = sorted(held.group_codes())
    for path in sorted(held.seeing()):
        condition |= Q(unit__under=path)
    if groups:
        condition |= Q(group__in=groups)
    if (groups or held.seeing()) and model.is_shared():
        condition |= Q(pk__in=_shared_with(groups, held))
    if model.thing_parties is not ThingRow.thing_parties:
        condition |= Q(pk__in=Party.objects.filter(person=person.pk).values("thing"))
    return condition


def _is_known_to(person: Actor | None, held: Holdings | None) -> Exists:
    """Whether the thing of a row is known to a person; made once for what they hold."""
    made = held.made if held is not None else {}
    key = ("known", person.pk if person is not None else None)
    if key not in made:
        things = Thing.objects.filter(visible_q(person, "", held), pk=OuterRef("pk"))
        made[key] = Exists(things)
    exists: Exists = made[key]
    return exists


def shared_q(groups: Iterable[str], prefix: str = "") -> Q:
    """Things of these groups, their own and those they take part in; none of them twice."""
    codes = list(groups)
    return Q(**{f"{prefix}group__in": codes}) | Q(
        **{f"{prefix}pk__in": Partner.objects.filter(group__in=codes).values("thing")}
    )


class SeenQuerySet(models.QuerySet[Kind, Shape]):
    """Rows of things. Those asked for with ``visible_to`` are what one person may know of, and so
    is what hangs on them (``veil``).
    """

    _reader: tuple[Any, Holdings | None] | None = None

    def visible_to(self, person: Actor | None, held: Holdings | None = None) -> Self:
        """Only what this person may know of; everything else does not exist for them."""
        visible = self.filter(self.seen_by(person, held))
        visible._reader = (person, held)
        return visible

    def seen_by(self, person: Actor | None, held: Holdings | None = None) -> Q:
        """The condition."""
        return visible_q(person, "", held)

    def narrowed(self, **conditions: Any) -> Self:
        """``filter`` by columns of which no index shall lead: the other conditions, or the order,
        find the rows (``year=2026, state__in=HAPPENED`` among the sessions of one group).
        """
        names = {name.partition("__")[0] for name in conditions}
        rows = self.alias(**{f"_{name}": Aside(name) for name in names})
        return rows.filter(**{f"_{name}": wanted for name, wanted in conditions.items()})

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # the stubs leave it out
        clone._reader = self._reader
        return clone

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        rows = self._result_cache
        if not fresh or rows is None or self._reader is None:
            return
        if issubclass(self._iterable_class, ModelIterable):
            veil(self._reader[0], rows, self._reader[1])


class ThingQuerySet(SeenQuerySet["Thing", Shape]):
    def of_groups(self, *groups: str) -> Self:
        """Of these groups (by code), or shared with one of them."""
        return self.filter(shared_q(groups))


class Thing(models.Model):
    """A business object: what links, records, files, alerts and search point at. Copied from the
    room's row by ``act.py``.
    """

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=300)
    topic = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(
        max_length=200, blank=True, db_index=True, help_text="path of the unit"
    )
    state = models.CharField(max_length=32, blank=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.UNIT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ThingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "state"]),
            models.Index(fields=["kind", "-made_at"]),
            models.Index(
                fields=["topic", "group", "kind", "state"],
                name="thing_of_a_topic",
                condition=Q(topic__isnull=False),
            ),
            models.Index(fields=["-changed_at"]),
            models.Index(
                fields=["topic", "kind", "group", "state", "made_at"],
                name="thing_in_a_thread",
                condition=Q(topic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_of(self, group: str) -> bool:
        """The group (by code) has it, or takes part in it. Costs a query when it is not the group's
        own.
        """
        return (
            self.group_id == group or Partner.objects.filter(thing=self.code, group=group).exists()
        )

    def known_to(self, person: Actor | None, held: Holdings | None = None) -> bool:
        """``visible_q`` for one thing without a query: by audience, place and group; not as a party
        or partner.
        """
        held = held or holdings(person)
        if self.audience in (Audience.PUBLIC, Audience.COUNTY):
            return True
        return held.sees_at(self.place) or (
            self.audience == Audience.UNIT and self.group_id in held.group_codes()
        )

    @property
    def model(self) -> type[ThingRow]:
        return kinds()[self.kind]

    @property
    def url(self) -> str:
        return address_of(self.model.URL or "thing", self.code)

    @property
    def kind_word(self) -> Words:
        return self.model.WORD

    @property
    def state_word(self) -> Words:
        return self.model.state_word(self.state)

    @property
    def tone(self) -> str:
        return self.model.TONES.get(self.state, "none")


class Party(models.Model):
    """A person concerned by a thing, who therefore may know of it: the owner of a task, the
    responsible person of another unit.
    """

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "person"], name="one_party_per_person")
        ]


class Partner(models.Model):
    """A further group or unit that has to do with a thing: the people of the group, the unit and
    the roles above that unit may know of it too. Copied from the room's row.
    """

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="partners")
    group = models.ForeignKey(
        Thing, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=200, db_index=True, help_text="path of the (group's) unit")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "group"], name="one_partner_per_group"),
            models.UniqueConstraint(
                fields=["thing", "place"],
                condition=Q(group__isnull=True),
                name="one_partner_per_unit",
            ),
        ]


@cache
def _words_of(field: models.Field[Any, Any]) -> dict[Any, Any]:
    """What each of its choices is called, lazily translated."""
    return dict(field.flatchoices)


@lru_cache(maxsize=256)
def _address_halves(name: str, _prefix: str, more: tuple[Any, ...]) -> tuple[str, str]:
    before, _code, behind = reverse(name, args=["CODE", *more]).rpartition("CODE")
    return before, behind


def address_of(name: str, code: str, *more: Any) -> str:
    """The address of a page that takes a code (and more, the same for a whole list). A list has a
    hundred of them, and Django reverses each anew; codes need no quoting.
    """
    before, behind = _address_halves(name, get_script_prefix(), more)
    return f"{before}{code}{behind}"


class ThingRowQuerySet(SeenQuerySet[Row, Shape]):
    def seen_by(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return rows_visible_q(self.model, person, held)


class ThingRow(models.Model):
    """Base of a room's own row, the source of state, unit and dates. Its key is the code of its
    Thing.

    A room sets the class attributes and, where its fields have other names, overrides the
    ``thing_*`` methods.
    """

    KIND: ClassVar[str] = ""
    PREFIX: ClassVar[str] = ""
    WORD: ClassVar[Words] = ""  # what it is called, lazily translated
    WING: ClassVar[str] = ""  # learn, examine, solve, oversee, loop, spine
    FOLLOWS: ClassVar[
        tuple[str, ...]
    ] = ()  # columns that follow other rows, so that no record of this one tells them
    FILLED_LATER: ClassVar[
        tuple[str, ...]
    ] = ()  # columns an upgrade filled in rows of before, without a record
    GOES_ALONG: ClassVar[
        tuple[str, ...]
    ] = ()  # keys to things that whoever may know of the row may have with it (a file offered)
    STEP: ClassVar[str] = ""  # its step in the trace strip, or ""
    URL: ClassVar[str] = ""  # name of its page, taking the code
    ICON: ClassVar[str] = "file"
    # state (the room's own, or as text) -> done, going, soon, over, none
    TONES: ClassVar[Mapping[Any, str]] = {}
    STATES: ClassVar[Any] = None  # its State class, when it has states
    DUE_IN: ClassVar[
        tuple[str, ...]
    ] = ()  # states in which its own ``due`` is the deadline to be named, where no clock runs
    LIES_WITH: ClassVar[str] = (
        ""  # its key to the thing it lies with: whoever may know of that may know of it
    )
    LINES: ClassVar[
        tuple[str, ...]
    ] = ()  # related names of what stands below it: each record keeps a digest of them
    ALWAYS: ClassVar[str] = (
        ""  # the audience of every one of its kind, where it does not depend on the row
    )
    taken_up: Sequence[Thing] | None = (
        # later things that took this one up (special meetings), as far as the reader may know of
        # them: set by the trace strip of its page
        None
    )
    STEP_ALSO: ClassVar[
        dict[str, Mapping[Any, str]]
    ] = {}  # a further step its states fill: {"call_back": {"solved": "done"}}

    UNTOLD: ClassVar[frozenset[str]] = frozenset()  # columns whose content no record holds
    show_once = ""  # what is shown to whoever made it (a receipt), and kept nowhere

    thing = models.OneToOneField(
        Thing, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ThingRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        return self.thing_id

    @property
    def url(self) -> str:
        return address_of(self.URL or "thing", self.pk)

    @classmethod
    def state_word(cls, state: str) -> Words:
        return dict(cls.STATES.choices).get(state, state) if cls.STATES else ""

    @property
    def tone(self) -> str:
        return self.TONES.get(getattr(self, "state", ""), "none")

    def __str__(self) -> str:
        return self.thing_title()

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> Any:  # noqa: N802 - Django's name
        """As Django's, which flattens and hashes all choices anew: a list shows hundreds."""
        value = getattr(self, field.attname)
        return force_str(_words_of(field).get(value, value), strings_only=True)

    def before_begin(self) -> None:
        """Called once, when the code is known and nothing is saved yet."""

    def records_told(self, person: Actor | None) -> Q:  # noqa: ARG002 - rooms ask for it
        """Which of its records are told to whoever may read its page: all, unless the room says
        less.
        """
        return Q()

    def thing_title(self) -> str:
        return getattr(self, "title", "") or getattr(self, "name", "")

    @classmethod
    @cache
    def says_itself(cls) -> bool:
        """Whether unit and group of its Thing are its own columns, and everything of its kind is
        for the unit.
        """
        names = {column.name for column in cls._meta.concrete_fields}
        unchanged = all(
            getattr(cls, name) is getattr(ThingRow, name)
            for name in ("thing_unit", "thing_group", "thing_audience")
        )
        return unchanged and not cls.ALWAYS and {"unit", "group"} <= names

    def thing_unit(self) -> Any:
        """The unit row it belongs to; its path decides which roles above may know of it."""
        return getattr(self, "unit", None)

    def thing_group(self) -> Any:
        return getattr(self, "group", None)

    def thing_topic(self) -> Any:
        return getattr(self, "topic", None)

    def thing_audience(self) -> str:
        return self.ALWAYS or Audience.UNIT

    def audience_at_hand(self) -> str:
        """The audience as far as the row itself tells it, without a query; "" where its Thing must
        be asked.
        """
        return self.thing_audience()

    def thing_parties(self) -> list[Any]:
        """Persons who may know of it beside the roles of its unit."""
        return []

    def thing_partners(self) -> Iterable[Any]:
        """Further study groups that take part in it, each with its unit."""
        return ()

    def thing_places(self) -> Iterable[Any]:
        """Further units that have to do with it, beside the one it belongs to."""
        return ()

    @classmethod
    def is_shared(cls) -> bool:
        """Whether further groups or units may know of one of its kind."""
        return (
            cls.thing_partners is not ThingRow.thing_partners
            or cls.thing_places is not ThingRow.thing_places
        )

    def go_along(self, row: ThingRow) -> list[str]:  # noqa: ARG002 - rooms ask for it
        """Take over from the row it lies with what decides who may know of it; names of the columns
        that were written.
        """
        return []

    @cached_property
    def partner_codes(self) -> frozenset[str]:
        """Codes of the groups that take part in it: one query for a kind that can be shared, none
        for the others.
        """
        if type(self).thing_partners is ThingRow.thing_partners:
            return frozenset()
        partners = Partner.objects.filter(thing=self.pk, group__isnull=False)
        return frozenset(code for code in partners.values_list("group", flat=True) if code)


class LyingWith(ThingRow):
    """Base of what lies with a thing and has no readers of its own: a file, a registered paper.
    ``about`` is the thing.
    """

    LIES_WITH = "about"
    about: models.ForeignKey[Thing, Thing]  # each kind declares its own
    about_id: str

    class Meta:
        abstract = True

    def thing_audience(self) -> str:
        return self.about.audience

    def audience_at_hand(self) -> str:
        return ""

    def thing_parties(self) -> list[Any]:
        parties = Party.objects.filter(thing=self.about_id).select_related("person")
        return [party.person for party in parties]

    def thing_partners(self) -> Iterable[Any]:
        groups = apps.get_model("groups.StudyGroup").objects.select_related("unit")
        return groups.filter(pk__in=Partner.objects.filter(thing=self.about_id).values("group"))

    def thing_places(self) -> Iterable[Any]:
        places = Partner.objects.filter(thing=self.about_id, group__isnull=True)
        return apps.get_model("orgs.Unit").objects.filter(path__in=places.values("place"))


def kinds() -> dict[str, type[ThingRow]]:
    """kind -> model of the room's row."""
    if not _kinds:
        for model in apps.get_models():
            if issubclass(model, ThingRow):
                _kinds[model.KIND] = model
    return _kinds


_kinds: dict[str, type[ThingRow]] = {}

STEP_WORDS = {
    "topic": pgettext_lazy("trace", "Topic"),
    "session": pgettext_lazy("trace", "Study"),
    "test": pgettext_lazy("trace", "Test"),
    "claim": pgettext_lazy("trace", "Claim"),
    "research": pgettext_lazy("trace", "Research"),
    "problem": pgettext_lazy("trace", "Problem"),
    "measure": pgettext_lazy("trace", "Measure"),
    "outcome": pgettext_lazy("trace", "Outcome"),
    "call_back": pgettext_lazy("trace", "Call-back"),
}
