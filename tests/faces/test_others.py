"""What I wait for on Today: who, what and by when, as lists and pages of things say it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.everything import everything
from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.spine.people.models import Person
from zhixing.solve.problems.acts import (
    dispatch_problem,
    list_problem,
    register_resident_problem,
    void_problem,
)


def test_whoever_brought_it_reads_who_has_it_now(county):
    row = register_resident_problem(county.clerk, county.town, title="路灯不亮", text="村口。")
    (line,) = today_page(county.clerk, {}).others
    assert (line.title, line.note) == (
        "路灯不亮",
        f"{ACTS['list_problem'].label} · {county.office.name}",
    )
    row = list_problem(county.office, row, kind="individual")
    row = dispatch_problem(county.office, row, unit=county.town, person=county.responsible)
    (line,) = today_page(county.office, {}).others
    assert line.note.startswith(str(ACTS["accept_problem"].label)) and line.word
    void_problem(county.office, row, reason="重复登记")
    assert today_page(county.office, {}).others == []


@pytest.mark.database
def test_nobody_waits_for_themselves_and_it_costs_few_queries(county):
    everything(county)
    waited = 0
    for person in Person.objects.filter(system="", active=True).select_related("unit"):
        with CaptureQueriesContext(connection) as asked:
            page = today_page(keep_holdings(person), {})  # as the middleware does
        mine = {item.url for item in page.items}
        assert not mine & {line.url for line in page.others}, person.name
        waited += len(page.others)
        queries = [query["sql"] for query in asked if "calendar_calendaryear" not in query["sql"]]
        assert len(queries) <= 14, (person.name, queries)
    assert waited > 2
