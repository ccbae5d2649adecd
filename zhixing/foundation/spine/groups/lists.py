"""The list of study groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, cut, words_in
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.spine.orgs.queries import known, named_q
from zhixing.ui.words import comma

from .models import Membership, StudyGroup
from .queries import gaps
from .rules import MISSING_WORDS, GroupRoleCode


@dataclass(frozen=True)
class GroupRow:
    """A group as the list shows it; ``missing`` in words."""

    group: StudyGroup
    leader: str
    secretary: str
    people: int
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class GroupList(ListPage):
    """Study groups, and how many of them are complete."""

    count: int
    words: str
    complete: int
    incomplete: int


def group_list(person: Actor, choices: Choices) -> GroupList:
    """All study groups, with what each still misses; ``?missing=1`` the incomplete ones."""
    known(person)
    text, only = words_in(choices, "q"), choices.get("missing") == "1"
    everything = StudyGroup.objects.visible_to(person).active()
    missing = gaps(everything.values_list("pk", flat=True))
    incomplete = [code for code, what in missing.items() if what]
    rows = everything.select_related("thing", "unit")
    if only:
        rows = rows.filter(pk__in=incomplete)
    if text:
        rows = rows.filter(Q(name__icontains=text) | named_q(text, "unit__"))
    rows = rows.in_roster_order()
    groups, pager = cut(rows, choices, "unit__thing__made_at", "pk")
    dress = _dressed(missing)
    return GroupList(
        title=_("Study groups"),
        columns=_columns(),
        rows=dress(groups),
        every=rows,
        file="groups",
        kind=StudyGroup,
        dress=dress,
        pager=pager,
        chips=_chips(choices, only, text),
        order_note=_("in the order in which they were entered"),
        count=len(missing),
        words=ngettext("group", "groups", len(missing)),
        complete=len(missing) - len(incomplete),
        incomplete=len(incomplete),
        empty=Empty(
            _("No study group yet."),
            _("Import the roster: it brings the units, their groups and their people in one go."),
            "users-group",
            _("Import a roster"),
            reverse("new", args=["import_roster"]),
        ),
    )


def _chips(choices: Choices, only: bool, text: str) -> list[Chip]:
    chips = [Chip(_("incomplete"), address(choices, missing="", after=""))] if only else []
    return chips + ([Chip(f"“{text}”", address(choices, q="", after=""))] if text else [])


def _dressed(
    missing: dict[str, list[str]],
) -> Callable[[list[StudyGroup]], list[GroupRow]]:
    """Groups as rows: one query for all of them."""

    def rows_of(groups: list[StudyGroup]) -> list[GroupRow]:
        names: dict[tuple[str, str], list[str]] = defaultdict(list)
        people: dict[str, set[str]] = defaultdict(set)
        for membership in _members_today(groups):
            people[membership.group_id].add(membership.person_id)
            if not (membership.role == GroupRoleCode.LEADER and membership.stands_in):
                names[membership.group_id, membership.role].append(membership.person.name)
        return [
            GroupRow(
                group,
                comma().join(names[group.pk, GroupRoleCode.LEADER]),
                comma().join(names[group.pk, GroupRoleCode.SECRETARY]),
                len(people[group.pk]),
                [str(MISSING_WORDS[gap]) for gap in missing[group.pk]],
            )
            for group in groups
        ]

    return rows_of


def _members_today(groups: list[StudyGroup]) -> list[Membership]:
    return list(
        Membership.objects.in_force(clock.today())
        .filter(group__in=[group.pk for group in groups])
        .select_related("person")
        .order_by("place", "pk")
    )


def _columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda row: row.group.pk),
        Column.title(_("Study group"), lambda row: row.group.name, url=lambda row: row.group.url),
        Column.of_file(_("Unit"), lambda row: row.group.unit.name),
        Column.state(
            lambda row: _("incomplete") if row.missing else _("complete"),
            lambda row: "soon" if row.missing else "done",
        ),
        Column.of_file(_("Missing"), lambda row: comma().join(row.missing)),
        Column(_("Leader"), lambda row: row.leader, nothing="–"),
        Column(_("Study secretary"), lambda row: row.secretary, nothing="–"),
        Column.number(_("People"), lambda row: row.people),
    ]
