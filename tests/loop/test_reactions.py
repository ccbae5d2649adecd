"""What happens there because of this here: in one transaction, and told to whom it concerns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.deliveries.worker import carry_due, sweep
from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.tasks.models import Task
from zhixing.oversee.demands import acts as demands
from zhixing.oversee.sitins.acts import plan_sitin, record_check, record_listening
from zhixing.solve.problems import acts as problems

DAY = dt.date(2026, 9, 1)


@pytest.fixture
def demand(county):
    with traffic("test"):
        Delivery.objects.all().delete()
    with clock.at(DAY):
        sitin = plan_sitin(county.supervisor, county.group, day=DAY)
        record_check(county.supervisor, sitin, checked="看了")
        record_listening(county.supervisor, sitin, listened="听了")
        return demands.issue_demand(
            county.supervisor,
            sitin,
            title="补齐发言提纲",
            text="四问都要写",
            due=dt.date(2026, 9, 20),
        )


def task_of(demand):
    return Task.objects.get(title=demand.title)


def test_the_task_of_a_demand_goes_its_way(county, demand):
    with clock.at(DAY):
        assert task_of(demand).state == "open"
        demands.meet_demand(county.secretary, demand, evidence="提纲补齐了")
        assert (task_of(demand).state, task_of(demand).evidence) == ("done", "提纲补齐了")
        demands.return_demand(county.supervisor, demand, reason="还差一份")
        assert task_of(demand).state == "open"
        demands.meet_demand(county.secretary, demand, evidence="齐了")
        demands.verify_demand(county.supervisor, demand, observation="看过")
        assert task_of(demand).state == "verified"


def test_a_withdrawn_demand_drops_its_task(county, demand):
    with clock.at(DAY):
        demands.withdraw_demand(county.supervisor, demand, reason="重复")
    assert task_of(demand).state == "dropped"


def alerts(person):
    return sorted(Alert.objects.filter(person=person).values_list("verb", flat=True))


def test_the_secretary_hears_of_a_demand_and_takes_the_alert_off(county, demand):
    with clock.at(DAY):
        carry_due()
        assert (
            alerts(county.secretary) == ["demand.issued"]
            and alerts(county.supervisor) == []
            and alerts(county.member) == []
        )
        client = logins(Client, county, "secretary")["secretary"]
        assert demand.title in client.get(reverse("alerts:list")).content.decode()
        client.post(reverse("alerts:seen"))
        assert demand.title not in client.get(reverse("alerts:list")).content.decode()
    with clock.at(DAY + dt.timedelta(days=91)):
        sweep()
    assert not Alert.objects.filter(person=county.secretary).exists()


def test_the_responsible_person_hears_of_a_problem_and_nobody_of_their_own_act(county):
    with traffic("test"):
        Delivery.objects.all().delete()
    with clock.at(DAY):
        problem = problems.draft_problem(
            county.clerk, county.town, title="路灯不亮", text="x", source="other"
        )
        problems.register_problem(county.office, problem, received_on=DAY)
        problems.list_problem(county.office, problem, kind="individual")
        problems.dispatch_problem(
            county.office, problem, unit=county.town, person=county.responsible
        )
        carry_due()
    assert alerts(county.responsible) == ["problem.dispatched"] and alerts(county.office) == []


def test_a_refused_act_tells_nobody(county):
    with traffic("test"):
        Delivery.objects.all().delete()
    with clock.at(DAY):
        problem = problems.draft_problem(
            county.clerk, county.town, title="路灯不亮", text="x", source="other"
        )
        with pytest.raises(NotNow):
            problems.dispatch_problem(
                county.office, problem, unit=county.town, person=county.responsible
            )
    assert not Delivery.objects.exists()
