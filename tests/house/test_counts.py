"""A number beside a heading is the number of what stands below it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.house.everything import everything
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery.things.models import Thing

SECTION = re.compile(r"<section\b[^>]*>(.*?)</section>", re.S)
COUNT = re.compile(r'<span class="zx-count">\s*(\d+)[^\d<]*</span>')


def rows_below(section: str) -> int:
    bodies = re.findall(r"<tbody\b.*?</tbody>", section, re.S)
    return len(re.findall(r"<li\b", section)) + sum(body.count("<tr") for body in bodies)


def the_whole_round(county: Any) -> None:
    walk(county, in_order(the_round()))


@pytest.mark.parametrize("fill", [the_whole_round, everything])
@pytest.mark.parametrize("who", ["office", "secretary"])
def test_no_heading_counts_what_does_not_stand_below_it(county: Any, fill: Any, who: str):
    fill(county)
    person = getattr(county, who)
    client, counted, wrong = Client(), 0, []
    client.force_login(person.account)
    for thing in Thing.objects.visible_to(person):
        page = client.get(thing.url).content.decode()
        for section in SECTION.findall(page):
            for count in COUNT.findall(section):
                counted += 1
                if int(count) != rows_below(section):
                    heading = re.sub(r"<[^>]+>|\s+", " ", section[:200])
                    wrong.append(
                        f"{thing.kind} {thing.pk}: {count}, {rows_below(section)}: {heading}"
                    )
    assert counted > 30
    assert wrong == [], "\n".join(wrong)
