"""The paper of an annual study plan (domain.md 3.1): aim, who studies, the topics month by month,
requirements, who approved it and when it was filed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhixing.foundation.kits.documents.paper import Block, Paper, Paragraph, section, table
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.topics.models import Required
from zhixing.ui.words import fulldate, month_span

from . import queries
from .models import PlanLine
from .standing import FiledTopic


def plan(record: Mapping[str, Any]) -> Paper:
    """年度学习计划, from ``queries.on_paper``."""
    plan = record["plan"]
    comma = pgettext("list separator", ", ").join
    columns: list[tuple[str, int, Callable[[PlanLine, FiledTopic], Any]]] = [
        (
            pgettext("plan", "When"),
            15,
            lambda line, _topic: month_span(line.first_month, line.last_month),
        ),
        (_("Topic"), 25, lambda _line, topic: _topic_words(topic)),
        (
            pgettext("plan", "Required or own"),
            14,
            lambda _line, topic: _("required") if topic.required == Required.REQUIRED else _("own"),
        ),
        (
            _("Content category"),
            19,
            lambda _line, topic: record["categories"].get(topic.category, topic.category_text),
        ),
        (pgettext("plan", "Form"), 13, lambda line, _topic: line.form),
        (
            _("Key speakers"),
            15,
            lambda line, _topic: comma(person.name for person in line.speakers.all()),
        ),
    ]
    if any(line.aim for line, _topic in record["lines"]):
        columns.append((_("Shall drive"), 17, lambda line, _topic: line.aim))
    rows = [
        (at, *(read(line, topic) for _word, _width, read in columns))
        for at, (line, topic) in enumerate(record["lines"], 1)
    ]
    head, widths = (
        [_("No."), *(word for word, _width, _read in columns)],
        [
            8,
            *(width for _word, width, _read in columns),
        ],
    )
    blocks: list[Block] = [
        *section(_("Guiding thought"), plan.aim),
        *section(
            _("Who studies"),
            [
                Paragraph(_("%(role)s: %(names)s") % {"role": role, "names": comma(names)})
                for role, names in record["people"]
            ],
        ),
        *section(
            _("Topics of the year"),
            [table(head, rows, widths)] if rows else [Paragraph(_("No topic yet."))],
        ),
        *section(_("Requirements"), plan.requirements),
        *section(_("Approval and filing"), [Paragraph(text) for text in _approval_lines(plan)]),
    ]
    title = _("Study plan of %(group)s for %(year)s") % {
        "group": record["group"],
        "year": plan.year,
    }
    return Paper(
        name=f"plan-{plan.pk}",
        title=(
            _("%(title)s (version %(version)s)") % {"title": title, "version": plan.version}
            if plan.version > 1
            else title
        ),
        blocks=tuple(blocks),
        issuer=record["group"],
        date=plan.approved_on,
        code=plan.pk,
    )


def _topic_words(topic: FiledTopic) -> str:
    """Its title, and those it is studied with as one."""
    if not topic.related:
        return topic.title
    others = pgettext("list separator", ", ").join(topic.related)
    return _("%(title)s (studied as one with: %(others)s)") % {
        "title": topic.title,
        "others": others,
    }


def _approval_lines(plan: Any) -> Iterable[str]:
    if plan.approved_on:
        yield _("Approved by %(meeting)s on %(day)s.") % {
            "meeting": plan.approved_at or "–",
            "day": fulldate(plan.approved_on),
        }
    if plan.filed_on:
        yield _("Sent to the county for filing on %(day)s.") % {"day": fulldate(plan.filed_on)}
    if plan.noted_on:
        yield _("The county took note of it on %(day)s.") % {"day": fulldate(plan.noted_on)}


def drawn(person: Actor, code: str) -> Paper:
    """The paper for a person. Raises Http404."""
    return plan(queries.paper(person, code))


registers("plan", {"plan": PaperOf(gettext_lazy("Annual study plan"), "plans:print", drawn=drawn)})
