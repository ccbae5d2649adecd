"""Numbers of long lists: counted no further than anybody reads, and said so."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from zhixing.foundation.machinery.things import lists
from zhixing.foundation.machinery.things.lists import Total, counted
from zhixing.foundation.machinery.things.models import Thing


def test_a_total_that_was_not_counted_to_its_end_says_so():
    page = Template(
        "{% load i18n %}{{ n }} {% blocktranslate count count=n %}{{ count }} row{% plural %}{{"
        " count }} rows{% endblocktranslate %}"
    )
    assert page.render(Context({"n": Total(1001, 1000)})).startswith("1000+ 1000+ row")
    assert page.render(Context({"n": Total(1000, 1000)})).startswith("1000 1000 row")
    assert f"{Total(7, 1000)}" == "7" and Total(7, 1000) == 7 and not Total(0, 1000)


@pytest.mark.database
def test_several_numbers_are_one_query(county, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(lists, "COUNTED", 3)
    queries = {
        "all": Thing.objects.all(),
        "units": Thing.objects.filter(kind="unit", title="龙泉镇"),
        "none": Thing.objects.none(),
        "nowhere": Thing.objects.filter(pk__in=[]),
    }
    with django_assert_num_queries(1):
        numbers = counted(**queries)
    assert {name: str(number) for name, number in numbers.items()} == {
        "all": "3+",
        "units": "1",
        "none": "0",
        "nowhere": "0",
    }
