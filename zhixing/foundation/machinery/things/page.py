"""What every thing page shows: acts open to me, trace strip, timeline. Two queries, whatever the
thing; one more where its record is long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..act import ACTS, AnyAct, open_to
from ..deciders import WHO
from ..forms import FORMS
from ..links.models import Link, Type
from ..links.rules import STEPS, parts_over, reached, steps_shown, tone
from ..records.models import Record
from ..registry import side_panels
from .lists import counted
from .models import STEP_WORDS, Partner, Thing, ThingRow, address_of
from .next import asked_of_me, next_step, turns_on
from .parts import Button, Crumb, Entry, Fact, Next, Panel, Step, Stretch, Timeline
from .quoting import UNSEEN, Known, is_naming, is_quote, quoted
from .recorded import RECORD, recorded_for
from .turns import Turn

ENTRIES = 60  # of the record of a thing on one page
WING_WORDS = {
    "learn": lambda: pgettext("wing", "Learn"),
    "examine": lambda: pgettext("wing", "Examine"),
    "solve": lambda: pgettext("wing", "Solve"),
    "oversee": lambda: pgettext("wing", "Oversee"),
    "loop": lambda: pgettext("wing", "Loop"),
    "spine": lambda: pgettext("wing", "County"),
}


@dataclass(frozen=True, kw_only=True)
class ThingPage:
    """The page of a thing, as ``ui/thing.html`` draws it. A room's page is a subclass, which adds
    what its own template shows.
    """

    row: ThingRow
    thing: Thing
    code: str
    title: str
    state_word: str
    tone: str
    crumbs: list[Crumb]
    acts: list[Button]
    next_step: Next | None
    trace: list[Step]
    beside: list[Panel]
    timeline: Timeline
    lead: str = ""
    facts: list[Fact] = field(default_factory=list)
    print_url: str = ""

    @classmethod
    def of(cls, person: Any, row: ThingRow, **fields: Any) -> Self:
        """The page for a row whose ``thing`` is loaded; the rooms' queries call this after they
        have found the row among those visible to the person. ``fields`` are those of the room's
        page, and those in whose place the room puts its own (their names and types are the
        class's). Two queries, two more where somebody's turn it is; one more where the record is
        long.
        """
        turns = turns_on(person, row)
        shared: dict[str, Callable[[], Any]] = {
            "title": lambda: str(row.thing_title()),
            "state_word": lambda: row.state_word(getattr(row, "state", "")),
            "tone": lambda: row.tone,
            "crumbs": lambda: wing_crumbs(row, Crumb(row.pk)),
            "acts": lambda: _buttons(person, row, turns),
            "next_step": lambda: next_step(person, row, turns),
            "trace": lambda: _shown_strip(person, row),
            "beside": lambda: _panels(person, row),
            "timeline": lambda: timeline_of(person, row),
        }
        made = {name: make() for name, make in shared.items() if name not in fields}
        return cls(row=row, thing=row.thing, code=row.pk, **made, **fields)

    @property
    def trace_parts(self) -> list[Stretch]:
        """What stands over the steps of the strip that are shown."""
        spans = parts_over([step.key for step in self.trace])
        return [Stretch(PART_WORDS[part](), span) for part, span in spans]

    def acts_named(self, names: Collection[str]) -> list[Button]:
        """Those of the page's buttons; where they stand beside a part of it, none is the main."""
        return [replace(button, primary=False) for button in self.acts if button.name in names]

    def without_acts(self, names: Collection[str]) -> Self:
        """The page whose head does not show those buttons."""
        return replace(self, acts=[button for button in self.acts if button.name not in names])

    def without_panel(self, key: str) -> Self:
        """The page that does not show a panel at its side, because it shows the same elsewhere."""
        return replace(self, beside=[panel for panel in self.beside if panel.key != key])


def wing_crumbs(row: ThingRow, last: Crumb) -> list[Crumb]:
    """The wing, the kind of thing, and what stands behind them."""
    return [Crumb(WING_WORDS[row.WING]()), Crumb(str(row.WORD)), last]


def _shown_strip(person: Any, row: ThingRow) -> list[Step]:
    """The trace strip; none for a norm, a plan, an import: nothing leads to it or from it. Of what
    did not come from study (a resident's problem) only what lies ahead is hollow.
    """
    strip = trace_strip(person, row)
    if not row.STEP and all(step.tone == "none" for step in strip):
        return []
    filled = {step.key for step in strip if step.tone != "none"}
    shown = steps_shown(row.STEP, filled)
    return [step for step in strip if step.key in shown]


def _panels(person: Any, row: ThingRow) -> list[Panel]:
    """What other rooms say beside the thing."""
    panels = (panel_of(person, row) for panel_of in side_panels)
    return [panel for panel in panels if panel is not None]


PART_WORDS = {
    "learn": lambda: _("Learn a topic"),
    "research": lambda: _("Research a subject"),
    "solve": lambda: _("Solve a problem"),
    "drive": lambda: _("Drive a piece of work"),
}


def act_url(code: str, name: str) -> str:
    """Where a button of the act leads: to its form, or to the room's own page when one form is not
    enough.
    """
    form = FORMS.get(name)
    if form is not None and form.own_page:
        return reverse(form.own_page, args=form.arguments)
    if form is not None and form.page:
        return address_of(form.page, code)
    return reverse("act", args=[code, name])


def acts_of(person: Any, row: ThingRow, asked: Collection[str] = ()) -> list[Button]:
    """The page's buttons: the acts open to this person now, and nothing else, the nearest first.
    ``asked``: names of those that wait for this person.

    First what is asked of them, then what an act says is meant first, then what moves the thing
    on, then the rest; what does harm comes last. The first is the main one where it is asked or
    meant first.
    """

    def rank(act: AnyAct) -> tuple[bool, ...]:
        return act.danger, act.name not in asked, not act.primary, not moves_on(act, row)

    acts = sorted(open_to(person, row), key=rank)
    main = next((act for act in acts[:1] if act.name in asked or act.primary), None)
    return [
        Button(str(act.label), act_url(row.pk, act.name), act is main, act.danger, act.name)
        for act in acts
    ]


def _buttons(person: Any, row: ThingRow, turns: Sequence[Turn]) -> list[Button]:
    """The acts open to this person; and where the next one is somebody else's whose decisions they
    record, the way to record it: first for the secretary of the group, else last.
    """
    buttons = acts_of(person, row, asked_of_me(person, turns))
    record = recorded_for(person, row, turns)
    if record is None:
        return buttons
    url = f"{act_url(row.pk, record.act.name)}?{urlencode({WHO: record.decider})}"
    first = record.is_first and not any(button.primary for button in buttons)
    button = Button(record.label, url, first, name=RECORD)
    return [button, *buttons] if first else [*buttons, button]


def moves_on(act: AnyAct, row: ThingRow) -> bool:
    """Whether the act leads the thing to another state than the one it is in."""
    state = str(getattr(row, "state", ""))
    reached = act.moves.get(state)
    states = reached if isinstance(reached, tuple) else (reached,)
    return any(to is not None and str(to) != state for to in states)


def in_order(buttons: Iterable[Button]) -> list[Button]:
    """The main one first, and last those that do harm."""
    return sorted(buttons, key=lambda button: (button.danger, not button.primary))


def trace_strip(person: Any, row: ThingRow) -> list[Step]:
    """The nine steps: filled only by things reached over typed links, as far as this person may
    know of them; a step with none of those is hollow.

    One query loads the links of this topic and group; what took the thing up, on whatever topic, is
    kept on the row.
    """
    ties = _ties(person, row)
    things: dict[str, Thing] = {row.pk: row.thing}
    for tie in ties:
        things.setdefault(tie.later_id, tie.later)
        things.setdefault(tie.earlier_id, tie.earlier)
    steps = {code: thing.model.STEP for code, thing in things.items()}
    codes = reached(row.pk, [(tie.later_id, tie.earlier_id) for tie in ties], steps)
    by_step: dict[str, list[Thing]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        thing = things[code]
        if steps[code]:
            by_step[steps[code]].append(thing)
        for step, tones in thing.model.STEP_ALSO.items():
            if thing.state in tones and (
                step != "call_back" or row.STEP != "problem" or code == row.pk
            ):
                also[step].append(tones[thing.state])
    return [_step(step, by_step[step], also[step], row) for step in STEPS]


def _ties(person: Any, row: ThingRow) -> list[Link]:
    """The ties among which the strip of a row is walked. A tie to something one may not know of is
    none.
    """
    thing = row.thing
    known = Link.objects.visible_to(person).select_related("later", "earlier")
    if thing.topic_id and row.STEP == "topic":
        return list(known.filter(topic=thing.topic_id))
    taking = Q(earlier=thing.pk, type=Type.TAKES_UP)
    if thing.topic_id:
        of_group = Q(group=thing.group_id) | Q(
            later__in=Partner.objects.filter(group=thing.group_id).values("thing")
        )
        links = list(known.filter(Q(topic=thing.topic_id) & of_group | taking))
        ties = [tie for tie in links if tie.topic_id == thing.topic_id]
    elif row.STEP:
        links = list(known.filter(Q(later=thing.pk) | taking))
        ties = [tie for tie in links if tie.later_id == thing.pk]
    else:
        return []
    row.taken_up = [
        tie.later for tie in links if tie.type == Type.TAKES_UP and tie.earlier_id == thing.pk
    ]
    return ties


def _step(step: str, things: list[Thing], also: list[str], row: ThingRow) -> Step:
    is_own = step == row.STEP
    if is_own:
        things = [row.thing]
    tones = [
        thing.model.TONES.get(thing.state, "done" if not thing.model.STATES else "none")
        for thing in things
    ] + also
    url, note = "", ""
    if len(things) == 1:
        url, note = things[0].url, str(things[0].state_word or things[0].title)
    elif things:
        url, note = things[0].url, _("%(count)s in all") % {"count": len(things)}
    word = tone(tones) if tones else "none"
    if things and word == "none":
        word = "going"
    codes = tuple(thing.pk for thing in things)
    return Step(step, str(STEP_WORDS[step]), note, url, word, is_own, codes)


class _Words(dict[str, Any]):
    """Placeholders of a record's sentence; what was never told reads as a dash, a thing that the
    reader may not know of as "…".
    """

    def __init__(self, facts: dict[str, Any], seen: Known) -> None:
        super().__init__(facts)
        self.seen = seen

    def __getitem__(self, key: str) -> Any:
        fact = super().__getitem__(key)
        if is_quote(fact):
            return fact["title"] if fact["code"] in self.seen else UNSEEN
        if is_naming(fact):
            return self.seen.names.get(fact["named"], UNSEEN)
        return fact

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(record: Record, seen: Known = Known()) -> str:  # noqa: B008 (it is frozen)
    """The record in words, in the active language: codes as their words, text as it was typed.
    ``seen``: what is quoted, as far as the reader may know of it (``quoted``).
    """
    done = ACTS.get(record.act)
    if done is None:
        return record.verb
    body = record.body_row.body if getattr(record, "body_row", None) else {}
    words = {name: done.word(name, fact) for name, fact in body.get("told", {}).items()}
    return str(done.says) % _Words(words, seen)


PERSONS = frozenset({"person", "account", "appointment", "membership"})
ABOUT_THE_THING = frozenset({"rule_return"})  # they name who takes it, and why this unit does


def is_about_a_person(act: AnyAct) -> bool:
    """Whether the act does something to a person and asks why: its reason is about that person (a
    hospital, a proceeding), not about the thing it is recorded at.
    """
    return (
        act.name not in ABOUT_THE_THING
        and "reason" in act.parameters
        and not PERSONS.isdisjoint(act.parameters)
    )


# it is frozen
def reason_of(person: Any, row: ThingRow, record: Record, seen: Known = Known()) -> str:  # noqa: B008
    """What was given as a reason, or said to the public, as far as this person may read it.

    The reason of an act on a person is told to that person and to those who may do the act on this
    row, nobody else; a reason given for something that the reader may not know of (``seen`` as in
    ``sentence``) is not told either.
    """
    facts = record.body_row.body.get("told", {})
    if any(is_quote(value) and value["code"] not in seen for value in facts.values()):
        return ""
    act = ACTS.get(record.act)
    if (
        act is not None
        and is_about_a_person(act)
        and not _is_told(person, row, act, facts.get("person"))
    ):
        return ""
    return str(facts.get("reason", "") or facts.get("public", ""))


def _is_told(person: Any, row: ThingRow, act: AnyAct, about: str | None) -> bool:
    if person is None or person.pk is None:
        return False
    return person.pk == about or act.may.allows(person, row)


def told_records(person: Any, row: ThingRow) -> QuerySet[Record]:
    """What happened to a thing, newest first, as far as this person is told."""
    return Record.objects.done().filter(row.records_told(person), thing=row.pk).order_by("-seq")


def timeline(person: Any, row: ThingRow, most: int = ENTRIES) -> list[Entry]:
    """What happened, newest first, as this person may read it: one query, two where other things
    are quoted.
    """
    return _entries(person, row, _read(told_records(person, row), most))


def timeline_of(person: Any, row: ThingRow, before: int | None = None) -> Timeline:
    """The newest entries, or those before a place in the chain. One query more than ``timeline``
    where not all are shown.
    """
    history = told_records(person, row)
    records = _read(history if before is None else history.filter(seq__lt=before), ENTRIES + 1)
    shown = records[:ENTRIES]
    older = len(records) > len(shown)
    return Timeline(
        _entries(person, row, shown),
        counted(history=history)["history"] if older or before else len(shown),
        f"{reverse('records', args=[row.pk])}?before={shown[-1].seq}" if older else "",
    )


def _read(records: QuerySet[Record], most: int) -> list[Record]:
    return list(records.select_related("body_row", "typist", "decider")[:most])


def _entries(person: Any, row: ThingRow, records: list[Record]) -> list[Entry]:
    """Whoever typed it comes first; for whom it was recorded stands behind."""
    seen = quoted(person, (record.body_row.body for record in records))
    return [
        Entry(
            at=record.at,
            who=record.typist.shown,
            for_whom="" if record.decider_id == record.typist_id else record.decider.shown,
            sentence=sentence(record, seen),
            quote=reason_of(person, row, record, seen),
            key="state" in record.body_row.body,
            verb=record.verb,
        )
        for record in records
    ]
