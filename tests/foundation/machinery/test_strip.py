"""How long the trace strip is: what did not come from study shows no hollow steps of study."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county import logins
from zhixing.foundation.machinery.links.rules import PARTS, STEPS, parts_over, steps_shown
from zhixing.solve.problems.acts import draft_problem, register_resident_problem

AHEAD = ("problem", "measure", "outcome", "call_back")


@pytest.mark.parametrize(
    ("here", "filled", "shown"),
    [
        ("problem", {"problem"}, AHEAD),
        ("problem", {"topic", "problem"}, ("topic", *AHEAD)),
        ("measure", {"problem", "measure"}, AHEAD),
        ("problem", {"topic", "session", "problem"}, STEPS),
        ("problem", {"research", "problem"}, STEPS),
        ("claim", {"topic", "claim"}, STEPS),
        ("session", {"session"}, STEPS),
        ("topic", {"topic"}, STEPS),
    ],
)
def test_hollow_steps_of_study_stand_only_where_there_was_study(here, filled, shown):
    assert steps_shown(here, filled) == shown


def test_the_parts_cover_exactly_the_steps_shown():
    assert parts_over(STEPS) == list(PARTS)
    assert parts_over(AHEAD) == [("solve", 2), ("drive", 2)]
    assert parts_over(("topic", *AHEAD)) == [("learn", 1), ("solve", 2), ("drive", 2)]


def test_a_residents_problem_has_a_short_strip(county):
    client = logins(Client, county, "office")["office"]
    row = register_resident_problem(county.clerk, county.town, title="路灯不亮", text="村口。")
    assert [step.key for step in client.get(row.url).context["page"].trace] == list(AHEAD)


def test_one_that_was_noted_on_a_topic_shows_the_topic_and_what_lies_ahead(county):
    client = logins(Client, county, "office")["office"]
    row = draft_problem(
        county.clerk, county.town, title="路灯不亮", text="村口。", topic=county.topic
    )
    page = client.get(row.url).context["page"]
    assert [step.key for step in page.trace] == ["topic", *AHEAD]
    assert [part.span for part in page.trace_parts] == [1, 2, 2]
