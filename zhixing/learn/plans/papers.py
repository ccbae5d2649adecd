"""The paper of an annual study plan (domain.md 3.1): aim, who studies, the topics month by month, requirements, who approved it and when it was filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.paper import Block, Paper, Paragraph, section, table
from zhixing.ui.words import fulldate, month_span


def plan(found: Mapping[str, Any]) -> Paper:
    """年度学习计划, from ``queries.on_paper``."""
    one = found["plan"]
    comma = pgettext("list separator", ", ").join
    head = [_("No."), pgettext("plan", "When"), _("Topic"), _("Content category"), pgettext("plan", "Form"), _("Key speakers"), _("Shall drive")]
    rows = [
        (at, month_span(line.first_month, line.last_month), _("%(topic)s (%(what)s)") % {"topic": line.topic.title, "what": _("required") if line.topic.required == "required" else _("own")}, found["categories"].get(line.topic.category, ""), line.form, comma(person.name for person in line.speakers.all()), line.aim)
        for at, line in enumerate(found["lines"], 1)
    ]  # fmt: skip
    blocks: list[Block] = [
        *section(_("Guiding thought"), one.aim),
        *section(_("Who studies"), [Paragraph(_("%(role)s: %(names)s") % {"role": role, "names": comma(names)}) for role, names in found["people"]]),
        *section(_("Topics of the year"), [table(head, rows, (7, 12, 27, 14, 11, 14, 15))] if rows else [Paragraph(_("No topic yet."))]),
        *section(_("Requirements"), one.requirements),
        *section(_("Approval and filing"), [Paragraph(text) for text in _approved(one)]),
    ]
    title = _("Study plan of %(group)s for %(year)s") % {"group": one.group.name, "year": one.year}
    return Paper(name=f"plan-{one.pk}", title=_("%(title)s (version %(version)s)") % {"title": title, "version": one.version} if one.version > 1 else title, blocks=tuple(blocks), issuer=one.group.name, date=one.approved_on, code=one.pk)


def _approved(one: Any) -> Iterable[str]:
    if one.approved_on:
        yield _("Approved by %(meeting)s on %(day)s.") % {"meeting": one.approved_at or "–", "day": fulldate(one.approved_on)}
    if one.filed_on:
        yield _("Sent to the county for filing on %(day)s.") % {"day": fulldate(one.filed_on)}
    if one.noted_on:
        yield _("The county took note of it on %(day)s.") % {"day": fulldate(one.noted_on)}
