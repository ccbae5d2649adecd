"""The paper of an annual study plan (domain.md 3.1): aim, who studies, the topics month by month,
requirements, who approved it and when it was filed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhixing.foundation.kits.documents.paper import Block, Paper, Paragraph, section, table
from zhixing.foundation.kits.documents.register import PaperOf, registers
from zhixing.foundation.spine.topics.models import Required
from zhixing.ui.words import fulldate, month_span

from .models import PlanLine
from .standing import TopicSaid


def plan(found: Mapping[str, Any]) -> Paper:
    """年度学习计划, from ``queries.on_paper``."""
    one = found["plan"]
    comma = pgettext("list separator", ", ").join
    columns: list[tuple[str, int, Callable[[PlanLine, TopicSaid], Any]]] = [
        (
            pgettext("plan", "When"),
            15,
            lambda line, _topic: month_span(line.first_month, line.last_month),
        ),
        (_("Topic"), 25, lambda _line, topic: topic.title),
        (
            pgettext("plan", "Required or own"),
            14,
            lambda _line, topic: _("required") if topic.required == Required.REQUIRED else _("own"),
        ),
        (
            _("Content category"),
            19,
            lambda _line, topic: found["categories"].get(topic.category, topic.category_text),
        ),
        (pgettext("plan", "Form"), 13, lambda line, _topic: line.form),
        (
            _("Key speakers"),
            15,
            lambda line, _topic: comma(person.name for person in line.speakers.all()),
        ),
    ]
    if any(line.aim for line, _topic in found["lines"]):
        columns.append((_("Shall drive"), 17, lambda line, _topic: line.aim))
    rows = [
        (at, *(read(line, topic) for _word, _width, read in columns))
        for at, (line, topic) in enumerate(found["lines"], 1)
    ]
    head, widths = (
        [_("No."), *(word for word, _width, _read in columns)],
        [
            8,
            *(width for _word, width, _read in columns),
        ],
    )
    blocks: list[Block] = [
        *section(_("Guiding thought"), one.aim),
        *section(
            _("Who studies"),
            [
                Paragraph(_("%(role)s: %(names)s") % {"role": role, "names": comma(names)})
                for role, names in found["people"]
            ],
        ),
        *section(
            _("Topics of the year"),
            [table(head, rows, widths)] if rows else [Paragraph(_("No topic yet."))],
        ),
        *section(_("Requirements"), one.requirements),
        *section(_("Approval and filing"), [Paragraph(text) for text in _approved(one)]),
    ]
    title = _("Study plan of %(group)s for %(year)s") % {"group": found["group"], "year": one.year}
    return Paper(
        name=f"plan-{one.pk}",
        title=(
            _("%(title)s (version %(version)s)") % {"title": title, "version": one.version}
            if one.version > 1
            else title
        ),
        blocks=tuple(blocks),
        issuer=found["group"],
        date=one.approved_on,
        code=one.pk,
    )


def _approved(one: Any) -> Iterable[str]:
    if one.approved_on:
        yield _("Approved by %(meeting)s on %(day)s.") % {
            "meeting": one.approved_at or "–",
            "day": fulldate(one.approved_on),
        }
    if one.filed_on:
        yield _("Sent to the county for filing on %(day)s.") % {"day": fulldate(one.filed_on)}
    if one.noted_on:
        yield _("The county took note of it on %(day)s.") % {"day": fulldate(one.noted_on)}


registers("plan", {"plan": PaperOf(gettext_lazy("Annual study plan"), "plans:print")})
