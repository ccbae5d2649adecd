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
    EVERY_MEETING = "every_meeting", _("learned at every meeting")
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


@dataclass(frozen=True)
class AgendaNorms:
    """What a county asks of every agenda, with its own texts: 第一议题, 常设议题, 每会必学."""

    first_item: bool = True
    first_texts: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    every_meeting: tuple[str, ...] = ()

    @property
    def asked(self) -> list[AgendaItem]:
        """The items that stand on every agenda behind the first one."""
        return [
            *(AgendaItem(str(AgendaKind.STANDING_ITEM), text) for text in self.standing),
            *(AgendaItem(str(AgendaKind.EVERY_MEETING), text) for text in self.every_meeting),
        ]


def agenda_checks(
    items: Sequence[AgendaItem], norms: AgendaNorms, lecturers_unfiled: int = 0
) -> list[Check]:
    """第一议题 opens the agenda; what stands on every agenda is there; study is discussed; a
    lecturer from outside is on file (domain.md 2.1, 2.2).
    """
    kinds = [item.kind for item in items]
    checks = [_first_item_check(kinds)] if norms.first_item else []
    checks += _standing_checks(items, norms)
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


def _standing_checks(items: Sequence[AgendaItem], norms: AgendaNorms) -> list[Check]:
    """A line for each of the two lists that asks for something, with what is not on the agenda."""
    on_agenda = {(item.kind, item.title) for item in items}
    checks = []
    for norm, kind, texts in (
        ("agenda.standing_items", AgendaKind.STANDING_ITEM, norms.standing),
        ("agenda.every_meeting", AgendaKind.EVERY_MEETING, norms.every_meeting),
    ):
        lacking = [text for text in texts if (str(kind), text) not in on_agenda]
        sentence = (
            _("The agenda does not have what stands on every agenda: %(what)s.")
            if lacking
            else _("The agenda has what stands on every agenda: %(what)s.")
        )
        if texts:
            words = comma().join(lacking or texts)
            checks.append(Check(norm, not lacking, sentence, {"what": words}))
    return checks


def speakers_check(count: int, least: int, most: int) -> Check:
    """重点发言人: two or three are named beforehand, others add (domain.md 3)."""
    holds = least <= count <= most
    sentence = (
        _("Key speakers named: %(count)s.")
        if holds
        else _("Key speakers named: %(count)s; %(least)s to %(most)s are asked for.")
    )
    params = {"count": count, "least": least, "most": most}
    return Check("session.key_speakers", holds, sentence, params)


def rest_day_check(day: str, name: str) -> Check:
    """The day of a session is one on which nobody works; it may be meant."""
    sentence = _("%(day)s is a day off (%(name)s). Choose another day, or leave it if it is meant.")
    return Check("calendar", False, sentence, {"day": day, "name": name})


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
    norms: AgendaNorms = AgendaNorms(),
) -> list[AgendaItem]:
    """The agenda a secretary starts from: the first item where the county asks for it, the
    materials, the visit, the question of the topic. In the language in force.
    """
    first = comma().join(norms.first_texts)[:200] or _now("Study of the latest requirements")
    items = [(AgendaKind.FIRST_ITEM, first)] if norms.first_item else []
    items += [(AgendaKind(item.kind), item.title[:200]) for item in norms.asked]
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
