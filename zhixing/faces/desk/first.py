"""The first steps of whoever looks, on Today: what is done, what is next, and what others do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor, key_of
from zhixing.foundation.machinery.first_steps import FirstStep, first_steps
from zhixing.foundation.machinery.links.rules import PARTS, STEPS
from zhixing.foundation.machinery.registry import Holdings
from zhixing.foundation.machinery.things.lists import numbers
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.machinery.things.page import PART_WORDS
from zhixing.foundation.machinery.things.parts import Step, Stretch, Way
from zhixing.foundation.spine.groups.may import prepared_groups
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.models import Appointment
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import HAPPENED

COUNTY = ("county",)
# whose list is gone, with the groups and roles they held then: the query takes longer than the rest
# of what Today looks up
_settled: set[tuple[str, ...]] = set()


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A step as it stands. ``tone``: done, here (it is next), or later."""

    number: int
    title: str
    says: str
    minutes: int
    tone: str
    role: str
    label: str
    url: str
    template: Way | None
    waits_for: str  # whose turn it is before, where it is not theirs yet


@dataclass(frozen=True, kw_only=True)
class FirstSteps:
    """What Today shows until all of it is ticked. ``others``: what other people do meanwhile;
    ``young``: nothing was studied yet, so that the list is the main thing of the page.
    """

    of_group: bool
    young: bool
    done: int
    count: int
    minutes: int
    steps: list[ShownStep]
    others: list[ShownStep]
    strip: list[Step]
    strip_parts: list[Stretch]
    helpers: list[str]

    @property
    def sentence(self) -> str:
        """How far it is, over the list."""
        if self.done == self.count:
            return _("Your first steps are done; others have theirs to go.")
        numbers = {"done": self.done, "all": self.count, "left": self.minutes}
        if self.of_group:
            words = ngettext(
                "First steps of your group: %(done)s of %(all)s done, about %(left)s minute to go",
                "First steps of your group: %(done)s of %(all)s done, about %(left)s minutes to go",
                self.minutes,
            )
        else:
            words = ngettext(
                "First steps: %(done)s of %(all)s done, about %(left)s minute to go",
                "First steps: %(done)s of %(all)s done, about %(left)s minutes to go",
                self.minutes,
            )
        return words % numbers


@dataclass(frozen=True)
class Ticks:
    """Which steps are ticked, for the whole county and for the own groups; whether these or those
    have held a session.
    """

    county: Unit
    whole: dict[str, bool]
    own: dict[str, bool]
    studied: bool
    studied_own: bool

    def mine(self, step: FirstStep) -> bool:
        return self.own.get(step.key, self.whole[step.key])


def is_concerned(person: Actor, held: Holdings) -> bool:
    """Whether any first step can be this person's: whoever else looks costs no query."""
    return any(step.whose.allows(person, None, held) for step in first_steps())


def is_begun() -> bool:
    """Whether the county is at work: it has held a session, or gone all its first steps, whosever
    they are. One query, none once it has.
    """
    if COUNTY in _settled:
        return True
    ticks = _ticks([])
    begun = ticks is not None and (ticks.studied or all(ticks.whole.values()))
    return _settle(COUNTY) if begun else False


def first_steps_of(person: Actor, held: Holdings) -> FirstSteps | None:
    """Those of this person and those they wait for; None where all are ticked, or the own ones in a
    county at work. One query, none once they are, and some more while they are shown.
    """
    codes = prepared_groups(person)
    settled = (key_of(person), *codes, *sorted(held.units))
    ticks = None if settled in _settled else _ticks(codes)
    if ticks is None:
        return None
    mine = [step for step in first_steps() if _is_of(step, person, ticks.county, held)]
    watched = [
        step
        for step in first_steps()
        if step not in mine
        and step.watched is not None
        and step.watched.allows(person, ticks.county, held)
    ]
    still_open = [step for step in mine if not ticks.mine(step)]
    if not ticks.studied:
        still_open += [step for step in watched if not ticks.whole[step.key]]
    if not mine or not still_open:
        _settle(settled)
        return None
    return _shown(mine, watched, ticks, codes)


def _settle(what: tuple[str, ...]) -> bool:
    """Remember it in this process: what was ticked stays so, and nobody is shown it again. Tests
    begin anew with each county.
    """
    if not settings.ZHIXING_TEST:
        _settled.add(what)
    return True


def _is_of(step: FirstStep, person: Actor, county: Unit, held: Holdings) -> bool:
    return step.whose.allows(person, None if step.group else county, held)


def _ticks(codes: list[str]) -> Ticks | None:
    """All steps in one query; None where there is no county yet."""
    steps = first_steps()
    flags = {f"whole_{step.key}": Exists(step.rows()) for step in steps}
    own = [step for step in steps if step.group and codes]
    flags |= {
        f"own_{step.key}": Exists(step.rows().filter(**{f"{step.group}__in": codes}))
        for step in own
    }
    held = StudySession.objects.filter(state__in=HAPPENED)
    flags |= {"studied": Exists(held), "studied_own": Exists(held.filter(group__in=codes))}
    county = Unit.objects.filter(kind=UnitKind.COUNTY).annotate(**flags).first()
    if county is None:
        return None
    answers = vars(county)
    return Ticks(
        county,
        {step.key: answers[f"whole_{step.key}"] for step in steps},
        {step.key: answers[f"own_{step.key}"] for step in own},
        answers["studied"],
        answers["studied_own"],
    )


def _shown(
    mine: list[FirstStep], watched: list[FirstStep], ticks: Ticks, codes: list[str]
) -> FirstSteps:
    counts = _counts(mine, ticks)
    steps = _in_turn(mine, ticks, codes, counts)
    of_group = all(step.group for step in mine)
    return FirstSteps(
        of_group=of_group,
        young=not (ticks.studied_own if of_group else ticks.studied),
        done=sum(step.tone == "done" for step in steps),
        count=len(steps),
        minutes=sum(step.minutes for step in steps if step.tone != "done"),
        steps=steps,
        others=[_shown_step(step, 0, ticks.whole[step.key], counts) for step in watched],
        strip=_strip(ticks),
        strip_parts=[Stretch(PART_WORDS[part](), span) for part, span in PARTS],
        helpers=_office() if of_group else [],
    )


def _in_turn(
    mine: list[FirstStep], ticks: Ticks, codes: list[str], counts: dict[str, int]
) -> list[ShownStep]:
    """Each with its number; the first that is open, and waits for nobody, is the next."""
    steps: list[ShownStep] = []
    by_key = {step.key: step for step in first_steps()}
    is_next = True
    for number, step in enumerate(mine, 1):
        shown = _shown_step(step, number, ticks.mine(step), counts)
        before = by_key.get(step.after)
        if shown.tone == "done":
            steps.append(shown)
        elif before is not None and not ticks.mine(before):
            words = _("%(who)s: %(what)s") % {"who": before.role, "what": before.title}
            steps.append(replace(shown, waits_for="" if before in mine else words))
        else:
            url = step.begin(codes[0] if step.group else ticks.county.pk)
            steps.append(replace(shown, url=url, tone="here" if is_next else "later"))
            is_next = False
    return steps


def _shown_step(step: FirstStep, number: int, done: bool, counts: dict[str, int]) -> ShownStep:
    tells = step.tells if done and step.key in counts else None
    return ShownStep(
        number=number,
        title=str(step.title),
        says=tells(counts[step.key]) if tells is not None else str(step.says),
        minutes=step.minutes,
        tone="done" if done else "later",
        role=str(step.role),
        label=str(step.label),
        url="",
        template=step.template() if step.template is not None and not done else None,
        waits_for="",
    )


def _counts(steps: Iterable[FirstStep], ticks: Ticks) -> dict[str, int]:
    """How much is there of what is ticked: one query."""
    done = [step for step in steps if step.tells is not None and ticks.mine(step)]
    return numbers(**{step.key: step.rows() for step in done}) if done else {}


def _strip(ticks: Ticks) -> list[Step]:
    """The strip of the first thread, still hollow; what a step fills says which."""
    reached = {step.strip: step for step in first_steps() if step.strip}
    return [_strip_step(name, reached.get(name), ticks) for name in STEPS]


def _strip_step(name: str, step: FirstStep | None, ticks: Ticks) -> Step:
    tone = "done" if step is not None and ticks.whole[step.key] else "none"
    note = str(step.title) if step is not None else ""
    return Step(name, str(STEP_WORDS[name]), note, "", tone, False)


def _office() -> list[str]:
    """Who keeps the office of the county, with their units: whom a secretary asks."""
    posts = Appointment.objects.in_force(clock.today()).filter(
        role=RoleCode.OFFICE, unit__kind=UnitKind.COUNTY, person__active=True
    )
    names = posts.order_by("pk").values_list("person__name", "person__unit__name")
    return [_("%(name)s, %(unit)s") % {"name": name, "unit": unit} for name, unit in names]
