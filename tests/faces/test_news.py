"""What happened lately, on Today: found among the last records or looked for, it is the same."""

from __future__ import annotations

import pytest

from tests.house.everything import everything
from zhixing.faces.desk import queries
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.people.models import Account


@pytest.mark.parametrize("few", [2, 100])
@pytest.mark.database
def test_the_last_news_are_the_same_however_they_are_found(county, monkeypatch, few):
    monkeypatch.setattr(queries, "LAST_FEW", few)
    everything(county)
    people = [account.person for account in Account.objects.select_related("person")]
    since = clock.now() - queries.SINCE
    seen = 0
    for person in people:
        held = holdings(person)
        looked_for = queries._news_looked_for(person, held, since).values_list("pk", flat=True)
        expected = list(looked_for[: queries.LATELY])
        news = queries._news(person, held)
        assert len(news) == len(expected)
        last = queries._last_records(person, held).order_by("-at", "-pk")
        assert list(last.values_list("pk", flat=True)[: queries.LATELY]) == expected
        seen += held.sees_county() and len(news) == queries.LATELY
    assert seen  # somebody who sees the county has more news than are shown
