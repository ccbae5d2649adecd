"""Sessions on the front page of Learn: the month day by day, what comes, which groups have met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.spans.cells import group_cells, month_cells
from zhixing.foundation.kits.spans.coming import asked_by, coming, days_before
from zhixing.foundation.kits.spans.days import days_with, week
from zhixing.foundation.kits.spans.groups import (
    Coverage,
    Member,
    Occasion,
    Standing,
    coverage,
    groups_seen,
)
from zhixing.foundation.kits.spans.rules import Span, day_span, month_of, year_span
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import (
    Block,
    CellsBlock,
    Coming,
    DaysBlock,
    Key,
    Look,
    Owing,
    OwingBlock,
    Width,
)
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Empty, Way
from zhixing.foundation.spine.norms.queries import value
from zhixing.ui.words import shortdate

from .acts.notice import issue_notice
from .acts.planning import plan_session
from .covering import WORDS, sessions_way
from .models import StudySession
from .queries.occasions import Nearest, nearest_of, sessions_in, with_partners_of
from .rules import State

COMING, GAPS = 6, 8
SHOWN = ("thing", "unit", "unit__name", "unit__short", "number", "title", "day", "begins", "state")


def sight(glance: Glance) -> Sight:
    """This month's sessions and groups; the sessions of the year that wait for a signature."""
    month = month_of(glance.today)
    sessions = sessions_in(glance.person, month)
    covered = coverage(groups_seen(glance), month, with_partners_of(sessions, month))
    return Sight(
        _figures(glance, month, sessions, covered),
        partial(_blocks, glance, month, sessions, covered),
    )


def _figures(
    glance: Glance, month: Span, sessions: list[Occasion], covered: Coverage
) -> list[Figure]:
    year = glance.today.year
    mine = StudySession.objects.visible_to(glance.person, glance.held).filter(year=year)
    held = sum(session.done for session in sessions)
    return [
        Figure(
            code="all",
            rows=mine.exclude(state=State.CANCELLED),
            url=reverse("sessions:list") + address({}, year=year, state="standing"),
            words=lambda number: ngettext(
                "%(number)s session this year", "%(number)s sessions this year", number
            ),
        ),
        Figure(
            code="held",
            rows=held,
            url=sessions_way(month, "happened"),
            words=lambda number: ngettext(
                "%(number)s session held this month", "%(number)s sessions held this month", number
            ),
            place=Place.FIRST,
        ),
        Figure(
            code="ahead",
            rows=len(sessions) - held,
            url=sessions_way(month, "ahead"),
            words=lambda number: ngettext("%(number)s to come", "%(number)s to come", number),
            place=Place.FIRST,
        ),
        Figure(
            code="missing",
            rows=covered.numbers[Standing.MISSING],
            url=WORDS.list_way(Standing.MISSING, month),
            words=lambda number: ngettext(
                "%(number)s group has arranged none",
                "%(number)s groups have arranged none",
                number,
            ),
            tone="over",
            place=Place.FIRST,
        ),
        Figure(
            code="to_sign",
            rows=mine.filter(state=State.MINUTED),
            url=reverse("sessions:list") + address({}, year=year, state=State.MINUTED.value),
            words=lambda number: ngettext(
                "%(number)s waits to be signed off", "%(number)s wait to be signed off", number
            ),
            tone="soon",
            place=Place.ALSO,
        ),
    ]


def _blocks(
    glance: Glance, month: Span, sessions: list[Occasion], covered: Coverage, _numbers: Numbers
) -> Sequence[Block]:
    blocks: list[Block] = [_days(glance, month, sessions)]
    if len(covered.groups) > 1:
        blocks += [_groups(month, covered), _gaps(glance, month, covered)]
    elif covered.groups:
        blocks.append(_months(glance, covered))
    return blocks


def _days(glance: Glance, month: Span, sessions: list[Occasion]) -> DaysBlock:
    marks = [(session.day, _look(session, glance.today)) for session in sessions]
    held = sum(session.done for session in sessions)
    unwritten = sum(look == Look.OVER for _day, look in marks)
    keys = [
        Key(Look.DONE, pgettext("sessions", "held"), held, sessions_way(month, "happened")),
        Key(
            Look.NEXT,
            pgettext("sessions", "still to come"),
            len(sessions) - held,
            sessions_way(month, "ahead"),
        ),
    ]
    if unwritten:
        keys.append(Key(Look.OVER, _("of these the day is over")))
    rows = _coming(glance)
    return DaysBlock(
        title=_("Study in %(month)s") % {"month": span_words(month, month.year)},
        note=_("a square is a session"),
        days=days_with(marks, month, glance.today, lambda day: sessions_way(day_span(day))),
        week=week(),
        keys=keys,
        coming=rows,
        empty=None if rows else _nothing_ahead(),
    )


def _look(session: Occasion, today: dt.date) -> Look:
    if session.done:
        return Look.DONE
    return Look.OVER if session.day < today else Look.NEXT


def _coming(glance: Glance) -> list[Coming]:
    """The next sessions, whichever month they are in."""
    rows = StudySession.objects.visible_to(glance.person, glance.held).ahead(glance.today)
    near = rows.select_related("thing", "unit").only(*SHOWN)[:COMING]
    return [
        coming(session, _name(session), note=session.title, asked=_asked(session, glance.today))
        for session in near
    ]


def _asked(session: StudySession, today: dt.date) -> tuple[str, str]:
    """Its notice: by when it has to be issued, or that it is."""
    if session.state == State.NOTICED:
        return _("notice issued"), "done"
    least = value("session.notice_days", today)
    return asked_by(str(issue_notice.label), days_before(session.day, least), today)


def _name(session: StudySession) -> str:
    words = {"unit": session.unit.short_name, "number": session.number}
    return _("%(unit)s, session %(number)s") % words


def _nothing_ahead() -> Empty:
    return Empty(
        _("No session is arranged."),
        _("The study secretary plans one on the page of the group: a topic, a day, a place."),
        "school",
    )


def _groups(month: Span, covered: Coverage) -> CellsBlock:
    words = {"month": span_words(month, month.year)}
    return group_cells(_("Groups in %(month)s") % words, covered, WORDS, Width.SIDE)


def _months(glance: Glance, covered: Coverage) -> CellsBlock:
    """Of one group: its year."""
    year = year_span(glance.today.year)
    occasions = with_partners_of(sessions_in(glance.person, year), year)
    title = _("%(unit)s, month by month") % {"unit": covered.groups[0].name}
    return month_cells(title, covered.groups[0], occasions, glance.today, WORDS)


def _gaps(glance: Glance, month: Span, covered: Coverage) -> OwingBlock:
    """The groups that have neither met nor arranged a session: when they met last, and whether a
    later day is arranged.
    """
    missing = covered.those(Standing.MISSING)
    shown = missing[:GAPS]
    nearest = nearest_of([group.code for group in shown], glance.today) if shown else {}
    return OwingBlock(
        title=_("Not arranged this month"),
        note=str(len(missing)),
        way=Way(_("As a list"), WORDS.list_way(Standing.MISSING, month)) if missing else None,
        lines=[_gap(group, nearest[group.code], glance.today) for group in shown],
        none=_("Every group has met, or has a session arranged."),
    )


def _gap(group: Member, nearest: Nearest, today: dt.date) -> Owing:
    url = reverse("roster:group", args=[group.code])
    last = _("last on %(day)s") % {"day": shortdate(nearest.last, today.year)}
    note = last if nearest.last else _("has not met yet")
    if nearest.next is None:
        return Owing(group.name, url, note, _("nothing arranged"), "over")
    day = shortdate(nearest.next, today.year)
    return Owing(group.name, url, note, _("arranged for %(day)s") % {"day": day}, "going")


register(
    Front(
        wing="learn",
        heading="study",
        order=10,
        page="sessions:list",
        label=gettext_lazy("Study sessions"),
        icon="school",
        line=gettext_lazy("Notice, attendance, speeches, minutes"),
        sight=sight,
        begins=(plan_session,),
        leads=True,
    )
)
