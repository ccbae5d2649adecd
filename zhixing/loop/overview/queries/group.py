"""A group's year on one page: what was planned and studied, how far it came, what came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.kits.spans.rules import Span, year_span
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fronts import Clause, Glance, blocks_of
from zhixing.foundation.machinery.things.blocks import Block, FlowBlock, RatesBlock, Width
from zhixing.foundation.machinery.things.lists import Choices, address, year_of
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.parts import Crumb, Line, Panel, Rate, Way
from zhixing.foundation.spine.groups.may import looks_into
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.learn.archive.may import OPENS
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.plans.rules import FILED
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.learn.sessions.rules import HAPPENED, State, Status
from zhixing.learn.yearmap.queries import SHAPES, Group, months_of
from zhixing.learn.yearmap.rules import TONES, Month
from zhixing.solve.problems.front import sight_of
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.periods import Scope
from zhixing.ui.words import clause_comma, comma, month_word

from ..periods import period_of
from .board import Board, board_of
from .figures import Figures, Rows, figures_in, total_ways
from .flow import ThreadsBlock, threads_block
from .maps import group_url
from .page import Came, came_of, issued_in, sentence_of

NEWEST = 6  # rules that are named
YEARS = 3


@dataclass(frozen=True)
class MonthShown:
    """A month: its mark, and what stands behind it in numbers."""

    word: str
    url: str
    shape: str
    tone: str
    mark: str
    note: str


@dataclass(frozen=True)
class RoleShown:
    """Who holds a role; nothing is said of how anybody studies."""

    role: str
    names: str


@dataclass(frozen=True, kw_only=True)
class GroupYearPage:
    """One group in one year."""

    title: str
    sentence: list[Clause]
    crumbs: list[Crumb]
    name: str
    when: str
    counted_at: dt.datetime
    years: list[Way]
    ways: list[Way]
    months: list[MonthShown]
    months_note: str
    flow: ThreadsBlock
    standing: list[Block]
    rates: list[Block]
    totals: list[Way]
    outcomes: list[Came]
    roles: list[RoleShown]
    papers: list[Line]


def group_page(person: Actor, code: str, choices: Choices) -> GroupYearPage:
    """The year of a group that this person may look into, in at most fifteen queries where the
    worker keeps the threads. Raises Http404.
    """
    today, span = clock.today(), year_span(year_of(choices))
    group = _group(person, code)
    known = Group(group.pk, group.unit.name, group.unit.kind, group.thing.made_at, group.until)
    months = months_of([known], span.year, today)[code]
    shown = board_of(person, [known], span, known)
    mine = Problem.objects.visible_to(person).filter(closed_before=False, group=code)
    scope = Scope(mine, today, span, {"group": code})
    figures = figures_in(person, span, code, _rows_of_study(person, group, span.year))
    glance = Glance.of(person, brief=True)
    blocks = blocks_of(sight_of(glance, scope, figures.problems, pair=False))
    sentence = sentence_of(shown, figures, code)
    return GroupYearPage(
        title=f"{group.name} · {clause_comma().join(map(str, sentence))}",
        sentence=sentence,
        crumbs=[Crumb(pgettext("wing", "Loop"), reverse("overview:page")), Crumb(group.name)],
        name=group.name,
        when=shown.when,
        counted_at=shown.counted_at,
        years=_years(today, span),
        ways=_ways(group, shown),
        months=[_month(group, span.year, month) for month in months],
        months_note=_said_of_months(months),
        flow=threads_block(shown),
        standing=[block for block in blocks if isinstance(block, FlowBlock)],
        rates=[
            _study_rates(group, span, months, figures),
            *(block for block in blocks if isinstance(block, RatesBlock)),
        ],
        totals=list(total_ways(figures, span, code).values()),
        outcomes=[came_of(outcome) for outcome in issued_in(person, shown)[:NEWEST]],
        roles=_roles(group, today),
        papers=_papers(person, group, span, figures),
    )


def way_to_group(person: Actor, choices: Choices) -> str:
    """The year of the group that an address of the overview names; nothing for one that this person
    may not look into.
    """
    code = str(choices.get("group") or "")
    if not code or not StudyGroup.objects.looked_into_by(person).filter(pk=code).exists():
        return ""
    return group_url(code, period_of(choices, clock.today()).year)


def year_panel(person: Actor, row: ThingRow) -> Panel | None:
    """On the page of a study group, for whoever may look into it: the way to its year."""
    if not isinstance(row, StudyGroup) or not looks_into(person, row):
        return None
    this = clock.today().year
    lines = [Line(str(year), group_url(row.pk, year)) for year in (this, this - 1)]
    return Panel(_("Its year on one page"), lines)


def _group(person: Actor, code: str) -> StudyGroup:
    groups = StudyGroup.objects.looked_into_by(person).select_related("thing", "unit")
    group: StudyGroup = get_object_or_404(groups, pk=code)
    return group


# -- numbers ---------------------------------------------------------------------------------------


def _rows_of_study(person: Actor, group: StudyGroup, year: int) -> Rows:
    """Seats at the sessions that were held, and what is on paper of the year."""
    held = StudySession.objects.of_groups(group.pk).narrowed(year=year, state__in=HAPPENED)
    seats = Attendance.objects.of_group(group.pk).filter(session__in=held.values("pk"))
    seats = seats.exclude(status=Status.ATTENDING)
    plans = StudyPlan.objects.visible_to(person).filter(group=group.pk, year=year)
    sent = held.filter(group=group.pk, report__sent_on__isnull=False)
    return {
        "seats": seats,
        "present": seats.filter(status=Status.PRESENT),
        "held": held,
        "signed": held.filter(state=State.SIGNED),
        "plans": plans.filter(state__in=FILED),
        "reports": sent,
    }


def _study_rates(
    group: StudyGroup, span: Span, months: Iterable[Month], figures: Figures
) -> RatesBlock:
    """How much of the plan that was due was studied, and how many seats were taken."""
    due, behind = _due(months)
    year = reverse("yearmap:year", args=[group.pk, span.year])
    seats = reverse("assessment:rows", args=[group.pk, span.year, "attendance"])
    return RatesBlock(
        title=_("Planned and studied"),
        width=Width.SIDE,
        rates=[
            Rate(
                _("Topics studied in their months"),
                len(due - behind),
                len(due),
                _("of those whose months are over"),
                year,
                year,
            ),
            Rate(
                _("Seats taken"),
                figures.more["present"],
                figures.more["seats"],
                _("of those expected, all sessions together"),
                seats,
                seats,
            ),
        ],
    )


def _due(months: Iterable[Month]) -> tuple[set[str], set[str]]:
    """Topics whose last month is over, and those of them that were not studied."""
    due: set[str] = set()
    behind: set[str] = set()
    for month in months:
        if month.over and month.due:
            due |= {line.topic for line in month.planned if line.last == month.month}
            behind |= {line.topic for line in month.behind}
    return due, behind


# -- months ----------------------------------------------------------------------------------------


def _month(group: StudyGroup, year: int, month: Month) -> MonthShown:
    return MonthShown(
        word=month_word(month.month),
        url=reverse("yearmap:month", args=[group.pk, year, month.month]),
        shape=SHAPES[month.mark],
        tone=TONES[month.mark],
        mark=str(month.mark.label),
        note=_month_note(month),
    )


def _month_note(month: Month) -> str:
    """Held and to come; what is planned and waits for a session."""
    numbers = [
        (_("held %(count)s"), len(month.held)),
        (_("arranged %(count)s"), len(month.ahead) + len(month.unrecorded)),
        (_("to be studied %(count)s"), 0 if month.over else len(month.open)),
        (_("missing %(count)s"), len(month.behind)),
    ]
    return comma().join(words % {"count": count} for words, count in numbers if count)


def _said_of_months(months: Iterable[Month]) -> str:
    """The months of the year in one line."""
    held = sum(len(month.held) for month in months)
    missing = sum(len(month.behind) for month in months)
    words = ngettext("%(count)s session held", "%(count)s sessions held", held) % {"count": held}
    if not missing:
        return words
    gap = ngettext(
        "%(count)s topic was not studied in its months",
        "%(count)s topics were not studied in their months",
        missing,
    )
    return clause_comma().join([words, gap % {"count": missing}])


# -- around ----------------------------------------------------------------------------------------


def _years(today: dt.date, span: Span) -> list[Way]:
    years = range(today.year, today.year - YEARS, -1)
    return [Way(str(year), address({}, year=year), here=year == span.year) for year in years]


def _ways(group: StudyGroup, shown: Board) -> list[Way]:
    """Where one goes on from here."""
    year = shown.year
    return [
        Way(_("Study group and its people"), group.url),
        Way(_("Months and their reasons"), reverse("yearmap:year", args=[group.pk, year])),
        Way(_("Fact sheet"), reverse("assessment:sheet", args=[group.pk, year])),
        Way(
            _("Report of the year"),
            reverse("overview:paper") + address({}, year=year, group=group.pk),
        ),
        Way(_("All groups"), reverse("overview:page") + address({}, when=year)),
    ]


def _roles(group: StudyGroup, today: dt.date) -> list[RoleShown]:
    """Who is in it today, the highest role first, in the order of the roster."""
    members = Membership.objects.in_force(today).filter(group=group).select_related("person")
    holders = list(members.order_by("place", "since", "pk"))
    roles = [
        RoleShown(
            str(role.label),
            comma().join(member.person.name for member in holders if member.role == role),
        )
        for role in GroupRoleCode
    ]
    return [shown for shown in roles if shown.names]


def _papers(person: Actor, group: StudyGroup, span: Span, figures: Figures) -> list[Line]:
    """What is on paper of the year, for whoever may open the archive."""
    if not OPENS.allows(person, group):
        return []
    volume = reverse("archive:volume", args=[group.pk, span.year])
    counts = figures.more
    lines = [
        (_("Annual study plan"), _("versions filed: %(count)s"), counts["plans"]),
        (_("Minutes"), _("signed off: %(count)s"), counts["signed"]),
        (_("Session reports"), _("sent: %(count)s"), counts["reports"]),
    ]
    numbered = [Line(title, volume, words % {"count": count}) for title, words, count in lines]
    return [
        *numbered,
        Line(_("Annual report"), reverse("archive:annual", args=[group.pk, span.year])),
    ]
