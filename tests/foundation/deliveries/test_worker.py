"""The worker carries each notice once, waits longer after each failure, and sweeps what has
outlived its time.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.foundation.intake.build import ROSTER_HEAD, content
from zhixing.foundation.kits.drafts import store as drafts
from zhixing.foundation.kits.drafts.models import Draft
from zhixing.foundation.kits.intake.models import Waiting
from zhixing.foundation.kits.intake.store import keep_file
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries import worker
from zhixing.foundation.machinery.deliveries.models import Delivery, carriers
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import KeptKey
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.foundation.spine.people import throttle
from zhixing.foundation.spine.people.models import LoginTry


@pytest.fixture
def carrier(monkeypatch):
    seen: list[int] = []
    monkeypatch.setitem(carriers, "test", lambda delivery: seen.append(delivery.pk))
    return seen


def notice(county, **more):
    with traffic("test"):
        return Delivery.objects.create(
            kind="test", to=county.secretary, not_before=clock.now(), made_at=clock.now(), **more
        )


def test_a_notice_is_carried_once(county, carrier):
    with traffic("test"):
        Delivery.objects.all().delete()
    delivery = notice(county)
    assert worker.carry_due() == 1 and worker.carry_due() == 0 and carrier == [delivery.pk]
    delivery.refresh_from_db()
    assert delivery.state == Delivery.DONE and delivery.done_at


def test_a_failing_notice_waits_longer_and_holds_nobody_up(county, carrier, monkeypatch):
    with traffic("test"):
        Delivery.objects.all().delete()
    bad, good = notice(county), notice(county)

    def carry(delivery):
        if delivery.pk == bad.pk:
            raise OSError("no way through")
        carrier.append(delivery.pk)

    monkeypatch.setitem(carriers, "test", carry)
    assert worker.carry_due() == 2 and carrier == [good.pk]
    waits, moment = [], clock.now()
    for _try in range(worker.TRIES):
        bad.refresh_from_db()
        if bad.state != Delivery.WAITING:
            break
        waits.append(bad.not_before - moment)
        moment = bad.not_before
        with clock.at(moment):
            assert worker.carry_due() == 1
    bad.refresh_from_db()
    assert (
        bad.state == Delivery.FAILED and "no way through" in bad.fault and bad.tries == worker.TRIES
    )
    assert waits == sorted(waits)


def test_what_has_outlived_its_time_is_swept(county):
    with clock.at(dt.datetime(2026, 1, 5, 9)):
        drafts.keep(county.secretary, "old", {"a": "1"})
        throttle.take("somebody", "192.0.2.1")
        file = content([ROSTER_HEAD])
        keep_file(county.office, county.root, "roster", read("a.xlsx", file), file)
        found_unit(county.office, county.root, name="县档案馆", kind="department", key="k" * 32)
        notice(county, state=Delivery.DONE, done_at=clock.now())
        worker.sweep()
        assert (
            Draft.objects.count(),
            LoginTry.objects.count(),
            Waiting.objects.count(),
            KeptKey.objects.count(),
        ) == (1, 1, 1, 1)
    with clock.at(dt.datetime(2026, 1, 6, 10)):
        worker.sweep()
        assert (
            Draft.objects.count(),
            LoginTry.objects.count(),
            Waiting.objects.count(),
            KeptKey.objects.count(),
        ) == (1, 0, 0, 1)
    with clock.at(dt.datetime(2026, 4, 20, 10)):
        worker.sweep()
        assert (
            Draft.objects.count(),
            KeptKey.objects.count(),
            Delivery.objects.filter(state=Delivery.DONE).count(),
        ) == (0, 0, 0)
