"""What happened lately, on Today: found among the last records or looked for, it is the same."""

from __future__ import annotations

import pytest

from tests.house.everything import everything
from zhixing.faces.desk import news
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.people.models import Account


@pytest.mark.parametrize("few", [2, 100])
@pytest.mark.database
def test_the_last_news_are_the_same_however_they_are_found(county, monkeypatch, few):
    monkeypatch.setattr(news, "LAST_FEW", few)
    everything(county)
    people = [account.person for account in Account.objects.select_related("person")]
    since = clock.now() - news.SINCE
    seen = 0
    for person in people:
        held = holdings(person)
        looked_for = news.one_a_matter(news.news_looked_for(person, held, since))
        expected = [record.pk for record in looked_for]
        lines = news.news(person, held)
        assert len(lines) == len(expected)
        last = news.last_records(person, held).order_by("-at", "-pk")
        assert [record.pk for record in news.one_a_matter(last)] == expected
        assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
        seen += held.sees_county() and len(lines) == news.LATELY
    assert seen  # somebody who sees the county has more news than are shown


@pytest.mark.database
def test_no_clockwork_no_own_noise_and_one_line_a_matter(county):
    everything(county)
    since = clock.now() - news.SINCE
    records = Record.objects.news().filter(at__gte=since)
    assert records.filter(decider__system=news.CLOCKWORK).exists()
    for account in Account.objects.select_related("person"):
        person = account.person
        records = news.one_a_matter(news.news_looked_for(person, holdings(person), since))
        things = [record.thing_id for record in records if record.thing_id]
        assert len(things) == len(set(things))
        for record in records:
            assert person.pk not in (record.decider_id, record.typist_id)
            assert record.decider.system != news.CLOCKWORK
