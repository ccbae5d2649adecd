"""The agenda: its items, what is checked, what a secretary starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.ui.words import comma

from ...plans.rules import Check
from .kinds import Kind


class AgendaKind(models.TextChoices):
    FIRST_ITEM = "first_item", _("first item")
    STANDING_ITEM = "standing_item", _("standing item")
    LEAD_READING = "lead_reading", _("lead reading")
    LECTURE = "lecture", pgettext_lazy("agenda", "lecture")
    ON_SITE = "on_site", pgettext_lazy("agenda", "on-site study")
    RESEARCH = "research", pgettext_lazy("agenda", "focused research")
    DISCUSSION = "discussion", pgettext_lazy("agenda", "discussion")
    WORK = "work", pgettext_lazy("agenda", "work carried out")
    RESULT = "result", pgettext_lazy("agenda", "result that is brought")
    OTHER = "other", pgettext_lazy("agenda", "other")


@dataclass(frozen=True)
class AgendaItem:
    """One item; ``thing`` is the code of the result that is brought, where it is one."""

    kind: str
    title: str
    thing: str = ""

    @property
    def word(self) -> str:
        """Its kind in words; one that is not known any more stands as it was written."""
        return str(dict(AgendaKind.choices).get(self.kind, self.kind))


def agenda_of(column: Iterable[Mapping[str, str]]) -> list[AgendaItem]:
    """The items that stand in the column ``agenda``."""
    return [AgendaItem(item["kind"], item["title"], item.get("thing", "")) for item in column]


def agenda_column(items: Iterable[AgendaItem]) -> list[dict[str, str]]:
    """As they stand in the column: ``thing`` only where it names one."""
    return [
        {name: text for name, text in asdict(item).items() if text or name != "thing"}
        for item in items
    ]


def agenda_checks(
    kinds: Sequence[str], first_item: bool = True, lecturers_unfiled: int = 0
) -> list[Check]:
    """第一议题 opens the agenda; study is discussed; a lecturer from outside is on file (domain.md
    2.1, 2.2).
    """
    checks = [_first_item_check(kinds)] if first_item else []
    discussed = AgendaKind.DISCUSSION in kinds
    sentence = (
        _("The agenda has room for discussion.")
        if discussed
        else _(
            "The agenda has no discussion; without a discussion speech the session does not count."
        )
    )
    checks.append(Check("session.per_quarter", discussed, sentence))
    if lecturers_unfiled:
        sentence = _("A lecturer has no filing number yet.")
        checks.append(Check("session.lecturer_filing", False, sentence))
    return checks


def _first_item_check(kinds: Sequence[str]) -> Check:
    opens = bool(kinds) and kinds[0] == AgendaKind.FIRST_ITEM
    if opens:
        sentence = _("The agenda opens with the first item.")
    elif AgendaKind.FIRST_ITEM in kinds:
        sentence = _(
            "The first item is on the agenda, but it does not open it. Move it to the top."
        )
    else:
        sentence = _("The agenda has no first item. Put it at the top.")
    return Check("agenda.first_item", opens, sentence, hard=True)


def agenda_draft(
    kind: str,
    *,
    materials: Sequence[str] = (),
    question: str = "",
    place: str = "",
    first_item: bool = True,
) -> list[AgendaItem]:
    """The agenda a secretary starts from: the first item where the county asks for it, the
    materials, the visit, the question of the topic. In the language in force.
    """
    items = (
        [(AgendaKind.FIRST_ITEM, _now("Study of the latest requirements"))] if first_item else []
    )
    items.append(
        (AgendaKind.LEAD_READING, comma().join(materials)[:200] or _now("Materials of the topic"))
    )
    if kind in (Kind.ON_SITE, Kind.THREE_PART):
        items.append((AgendaKind.ON_SITE, place or _now("On the spot")))
    items.append((AgendaKind.DISCUSSION, question[:200] or _now("Speeches and discussion")))
    if kind in (Kind.THREE_PART, Kind.SPECIAL):
        items.append((AgendaKind.WORK, _now("Who does what, and by when")))
    return [AgendaItem(str(code), title) for code, title in items]


def with_results(
    agenda: Sequence[AgendaItem], results: Sequence[tuple[str, str]]
) -> list[AgendaItem]:
    """The agenda with an item for each result that is brought (code, title): before the discussion,
    or at the end. Who typed such an item by hand has it once.
    """
    titles = {title[:200] for _code, title in results}
    typed = [item for item in agenda if item.kind != AgendaKind.RESULT or item.title not in titles]
    discussions = [at for at, item in enumerate(typed) if item.kind == AgendaKind.DISCUSSION]
    place = discussions[0] if discussions else len(typed)
    brought = [AgendaItem(str(AgendaKind.RESULT), title[:200], code) for code, title in results]
    return typed[:place] + brought + typed[place:]
