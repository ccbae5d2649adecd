"""The papers of a year: annual report, circular, and the list of what the volume holds. Built from
the record; a group changes the words in its own copy.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.documents.paper import (
    Block,
    Numbered,
    Paper,
    Paragraph,
    section,
    table,
)
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.ui.words import shortdate

from .rules import StudyArchive, YearFacts

RAISED = (
    ("problem", lambda: _("Problems raised")),
    ("measure", lambda: _("Measures proposed")),
    ("task", lambda: _("Tasks given")),
)


def annual(facts: YearFacts, code: str, date: Any) -> Paper:
    """年度学习情况报告 (domain.md 3.9): how often, with discussion, attendance; what was done, what
    came of it, what is lacking, what is next.
    """
    comma = pgettext("list separator", ", ").join
    kinds = Counter(meeting.kind for meeting in facts.meetings)
    params = {
        "group": facts.group,
        "year": facts.year,
        "held": len(facts.meetings),
        "discussed": sum(meeting.discussed for meeting in facts.meetings),
        "counted": sum(meeting.counts for meeting in facts.meetings),
    }
    done: list[Block] = []
    if facts.meetings:
        done.append(
            Paragraph(
                _("Sessions by kind: %(kinds)s.")
                % {
                    "kinds": comma(
                        pgettext("count of a kind", "%(kind)s %(count)s")
                        % {
                            "kind": kind,
                            "count": count,
                        }
                        for kind, count in kinds.items()
                    )
                }
            )
        )
        done.append(
            Numbered(
                tuple(
                    (
                        _("%(day)s, joint study, record kept by %(unit)s: %(topic)s")
                        if meeting.kept_by
                        else _("%(day)s, session %(number)s: %(topic)s")
                    )
                    % {
                        "day": shortdate(meeting.day, facts.year),
                        "number": meeting.number,
                        "unit": meeting.kept_by,
                        "topic": meeting.topic,
                    }
                    for meeting in facts.meetings
                )
            )
        )
    came: list[Block] = (
        [
            table(
                [
                    pgettext("annual report", "What came of it"),
                    pgettext("annual report", "In all"),
                    pgettext("annual report", "Of these done"),
                ],
                [
                    (label(), facts.raised[kind][1], facts.raised[kind][0])
                    for kind, label in RAISED
                    if facts.raised.get(kind, (0, 0))[1]
                ],
                (60, 20, 20),
            )
        ]
        if any(all_ for _done, all_ in facts.raised.values())
        else []
    )
    if facts.outcomes:
        came.append(
            Paragraph(
                ngettext(
                    "%(count)s institutional outcome was issued.",
                    "%(count)s institutional outcomes were issued.",
                    facts.outcomes,
                )
                % {"count": facts.outcomes}
            )
        )
    blocks: list[Block] = [
        Paragraph(
            _(
                "Study sessions that %(group)s held in %(year)s: %(held)s, with a "
                "discussion speech: %(discussed)s. %(counted)s count as collective "
                "study: with category, minutes, a discussion speech and the leader's "
                "sign-off."
            )
            % params
        ),
        *section(pgettext("annual report", "The numbers"), [_rates(facts)] if facts.rates else []),
        *section(pgettext("annual report", "What was done"), done),
        *section(
            pgettext("annual report", "What came of it"), came or [Paragraph(_("None recorded."))]
        ),
        *section(
            pgettext("annual report", "What is lacking"),
            (
                [Numbered(tuple(lacking))]
                if (lacking := _shortcomings(facts))
                else [Paragraph(_("None recorded."))]
            ),
        ),
        *section(
            _("Next steps"),
            (
                [
                    Paragraph(
                        _("Topics of the plan not studied yet: %(topics)s.")
                        % {"topics": comma(facts.not_studied)}
                    )
                ]
                if facts.not_studied
                else [Paragraph(_("To be written by the group."))]
            ),
        ),
    ]
    return Paper(
        name=f"annual-report-{code}-{facts.year}",
        title=annual_title(facts.group, facts.year),
        blocks=tuple(blocks),
        issuer=facts.group,
        date=date,
        code=code,
    )


def annual_title(group: str, year: int) -> str:
    return _("Report on the study of %(group)s in %(year)s") % {"group": group, "year": year}


def _rates(facts: YearFacts) -> Block:
    head = [pgettext("rate", "What"), pgettext("rate", "Kept"), pgettext("rate", "Of")]
    return table(
        head, [(rate.label, rate.numerator, rate.denominator) for rate in facts.rates], (60, 20, 20)
    )


def _shortcomings(facts: YearFacts) -> list[str]:
    sentences = []
    if facts.quarters_without:
        sentences.append(
            _("Quarters without a session that counts: %(quarters)s.")
            % {"quarters": pgettext("list separator", ", ").join(map(str, facts.quarters_without))}
        )
    if facts.open_make_ups:
        sentences.append(
            ngettext(
                "%(count)s make-up is open.", "%(count)s make-ups are open.", facts.open_make_ups
            )
            % {"count": facts.open_make_ups}
        )
    empty = sum(
        not meeting.kept_by and not meeting.problems + meeting.measures + meeting.tasks
        for meeting in facts.meetings
    )
    if empty:
        sentences.append(
            ngettext(
                "%(count)s session led to no problem, measure or task.",
                "%(count)s sessions led to no problem, measure or task.",
                empty,
            )
            % {"count": empty}
        )
    return sentences


def circular(facts: YearFacts, code: str, date: Any) -> Paper:
    """通报 of a group's year, for its own offices: each session with its numbers, nobody by name,
    no order of merit.
    """
    head = [
        pgettext("session", "Number"),
        pgettext("circular", "Day"),
        _("Topic"),
        _("Kind"),
        pgettext("circular", "Present / expected"),
        pgettext("circular", "Problems"),
        pgettext("circular", "Measures"),
        pgettext("circular", "Tasks"),
    ]
    rows = [
        (
            "–" if meeting.kept_by else meeting.number,
            shortdate(meeting.day, facts.year),
            meeting.topic,
            meeting.kind,
            f"{meeting.present} / {meeting.expected}",
            meeting.problems,
            meeting.measures,
            meeting.tasks,
        )
        for meeting in facts.meetings
    ]
    params = {"group": facts.group, "year": facts.year, "held": len(facts.meetings)}
    blocks: list[Block] = [
        Paragraph(
            _(
                "The study sessions of %(group)s in %(year)s (%(held)s so far) are made known as"
                " follows."
            )
            % params
        ),
        *section(
            pgettext("circular", "The sessions"),
            (
                [table(head, rows, (8, 15, 23, 14, 16, 8, 8, 8))]
                if rows
                else [Paragraph(_("No session of this year was held."))]
            ),
        ),
        *section(pgettext("annual report", "The numbers"), [_rates(facts)] if facts.rates else []),
        *section(
            pgettext("annual report", "What came of it"),
            [
                Paragraph(
                    _("%(what)s: %(all)s, of these done: %(done)s.")
                    % {
                        "what": label(),
                        "all": facts.raised[kind][1],
                        "done": facts.raised[kind][0],
                    }
                )
                for kind, label in RAISED
                if facts.raised.get(kind, (0, 0))[1]
            ],
        ),
    ]
    return Paper(
        name=f"circular-{code}-{facts.year}",
        title=_("Circular on the study of %(group)s in %(year)s") % params,
        blocks=tuple(blocks),
        issuer=facts.group,
        date=date,
        code=code,
    )


def contents(volume: StudyArchive) -> Paper:
    """卷内目录."""
    rows = [
        (
            at,
            item.number or "–",
            item.title,
            item.date.isoformat() if item.date else "–",
            item.keep.label,
            item.key,
        )
        for at, item in enumerate(volume.items, 1)
    ]
    head = [
        _("No."),
        pgettext("paper", "Number"),
        _("Title"),
        pgettext("archive", "Date"),
        pgettext("archive", "How long"),
        _("Code"),
    ]
    blocks: tuple[Block, ...] = (
        (table(head, rows, (8, 17, 23, 17, 15, 20)),)
        if rows
        else (Paragraph(_("The volume is empty.")),)
    )
    return Paper(
        name=f"contents-{volume.group.pk}-{volume.year}",
        title=_("Study archive of %(group)s for %(year)s: contents")
        % {
            "group": volume.group.name,
            "year": volume.year,
        },
        blocks=blocks,
        issuer=volume.group.name,
        code=volume.group.pk,
    )


registers(
    "group",
    {
        "annual_report": PaperOf(gettext_lazy("Annual report"), "archive:annual", yearly=True),
        "circular": PaperOf(gettext_lazy("Circular"), "archive:circular", yearly=True),
    },
)
