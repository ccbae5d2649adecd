"""Units, groups, plans and fact sheets stand everywhere in the order of the roster."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.learn.lectures.acts import draft_note, publish_note
from zhixing.solve.problems.forms import handlers

ROOT = Path(__file__).resolve().parents[2]
BY_CODES = re.compile(r"order_by\([^)]*[\"']-?(?:\w+__)*path[\"']")
UNTOLD = {"record_reach", "note_problem"}  # the villages near the group come first


def test_nothing_is_ordered_by_the_codes_of_its_path():
    """A path is made of drawn codes: such an order is no order at all."""
    lines = []
    for path in (ROOT / "zhixing").rglob("*.py"):
        lines += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if BY_CODES.search(line)
        ]
    assert lines == []


def offered(field: forms.Field) -> list[str]:
    """The codes a field offers, in its order."""
    choices = getattr(field.widget, "choices", None) or getattr(field, "choices", None) or []
    return [str(value) for value, _label in choices if not isinstance(value, list | tuple)]


def roster() -> list[str]:
    units = Unit.objects.order_by("thing__made_at").values_list("pk", flat=True)
    groups = StudyGroup.objects.order_by("unit__thing__made_at").values_list("pk", flat=True)
    return [*units, *groups]


def out_of_order(codes: list[str], places: dict[str, int]) -> bool:
    """Units among units, groups among groups."""
    for prefix in (Unit.PREFIX, StudyGroup.PREFIX):
        known = [places[code] for code in codes if code in places and code.startswith(prefix)]
        if known != sorted(known):
            return True
    return False


def test_every_form_offers_units_and_groups_in_the_order_of_the_roster(county: Any):
    walk(county, in_order(the_round()))
    for number in range(
        12
    ):  # codes are drawn: twelve in a row are in order by chance once in 479001600
        found_unit(county.office, county.root, name=f"第{number + 1}新区", kind="town")
    places = {code: place for place, code in enumerate(roster())}
    wrong, looked_at = [], 0
    for name, act in ACTS.items():
        row = act.on._base_manager.select_related("thing").first() if act.on is not None else None
        if act.inner_only or act.many or (act.on is not None and row is None):
            continue
        form = form_of(act)(person=county.office, row=row)
        for field_name, field in form.fields.items():
            codes = offered(field)
            looked_at += sum(code in places for code in codes) > 5
            if out_of_order(codes, places) and name not in UNTOLD:
                wrong.append(f"{name}.{field_name}")
    assert wrong == []
    assert looked_at > 5


def test_every_list_stands_in_the_order_of_the_roster(county: Any):
    """By the codes in the links of the page, first mention of each."""
    for number in range(12):
        found_unit(county.office, county.root, name=f"第{number + 1}新区", kind="town")
    places = {code: place for place, code in enumerate(roster())}
    client = Client()
    client.force_login(county.office.account)
    lists = (
        "roster:list",
        "groups:list",
        "archive:list",
        "assessment:list",
        "plans:list",
        "yearmap:map",
    )
    for address in map(reverse, lists):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        main = page[page.index("<main") :]
        codes = list(dict.fromkeys(re.findall(r"(?:DW|ZU)-\d\d-\w{5}", main)))
        assert len(codes) > 1 or address == reverse("plans:list"), address
        assert not out_of_order(codes, places), address


def test_the_policy_window_offers_its_units_in_the_order_of_the_roster(county: Any):
    """By name, 石桥镇 would come before 龙泉镇."""
    for unit, who in ((county.other_town, county.stranger), (county.town, county.clerk)):
        note = draft_note(
            who, unit, title=f"{unit.name}的补助", text="每户可申领", source="县政府文件"
        )
        publish_note(county.publisher, note, non_secret=True)
    page = Client().get(reverse("portal:window"))
    assert [name for _code, name in page.context["page"].units] == ["龙泉镇", "石桥镇"]


def test_responsible_persons_are_offered_first(county: Any):
    """Of all people of a unit, those whose post it is to answer for problems."""
    people = list(handlers(county.town.pk))
    assert people[0] == county.responsible and len(people) > 5
