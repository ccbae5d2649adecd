"""Eight open pages write the same field of a sheet at once: one text stands, seven wait beside it,
none is lost; and one key counts once.
"""

from __future__ import annotations

import pytest

from tests.learn.sessions.build import noticed_session
from tests.race.test_one_winner import THREADS, county, together  # noqa: F401
from zhixing.foundation.kits.outbox import store
from zhixing.foundation.kits.outbox.models import Entry, Rival, Sheet

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.stray_writes]


def test_of_eight_texts_none_is_lost(county):  # noqa: F811
    session = noticed_session(county)
    answers = together(
        lambda at: store.write(
            county.secretary if at % 2 else county.leader,
            session.pk,
            f"page{at}",
            [{"name": "q1", "value": f"第{at}个人写的", "seen": 0, "key": f"key-number-{at}"}],
        )[0]["state"]
    )
    assert sorted(answers) == ["clash"] * (THREADS - 1) + ["saved"]
    assert {Entry.objects.get().value, *Rival.objects.values_list("value", flat=True)} == {
        f"第{at}个人写的" for at in range(THREADS)
    }
    assert Sheet.objects.get().serial == THREADS


def test_one_key_counts_once(county):  # noqa: F811
    session = noticed_session(county)
    answers = together(
        lambda at: store.write(
            county.secretary,
            session.pk,
            "page",
            [{"name": "q1", "value": "一次", "seen": 0, "key": "the-same-key"}],
        )[0]["version"]
    )
    assert (
        answers == [1] * THREADS and Sheet.objects.get().serial == 1 and not Rival.objects.exists()
    )
