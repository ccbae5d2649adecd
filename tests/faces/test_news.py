"""What happened lately, on Today: found among the last records or looked for, it is the same."""

from __future__ import annotations

import pytest

from tests.house.everything import everything
from zhixing.faces.desk import today
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.people.models import Account


@pytest.mark.parametrize("few", [2, 100])
@pytest.mark.database
def test_the_last_news_are_the_same_however_they_are_found(county, monkeypatch, few):
    monkeypatch.setattr(today, "LAST_FEW", few)
    everything(county)
    people = [account.person for account in Account.objects.select_related("person")]
    since = clock.now() - today.SINCE
    seen = 0
    for person in people:
        held = holdings(person)
        looked_for = today._news_looked_for(person, held, since).values_list("pk", flat=True)
        expected = list(looked_for[: today.LATELY])
        news = today._news(person, held)
        assert len(news) == len(expected)
        last = today._last_records(person, held).order_by("-at", "-pk")
        assert list(last.values_list("pk", flat=True)[: today.LATELY]) == expected
        seen += held.sees_county() and len(news) == today.LATELY
    assert seen  # somebody who sees the county has more news than are shown
