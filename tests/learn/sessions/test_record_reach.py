"""扩大学习: which villages a session reached, how many listened, and what came back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import held_session, noticed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.learn.sessions.acts import note_raised, record_reach
from zhixing.learn.sessions.queries import kinds
from zhixing.solve.problems.models import Problem


def test_the_county_begins_with_the_kinds_that_go_out_to_villages(county):
    assert {"scene", "extended"} <= set(dict(kinds()))


def test_villages_and_numbers_no_names(county):
    session = held_session(county, kind="extended")
    second = found_unit(county.office, county.town, name="上河村", kind="village")
    with clock.at(session.day):
        form = form_of(record_reach)(
            {
                "unit_1": county.village.pk,
                "listened_1": "46",
                "unit_2": second.pk,
                "listened_2": "20",
            },
            person=county.secretary,
            row=session,
        )
        assert form.is_valid(), form.errors
        form.perform()
        assert dict(session.reached.values_list("unit", "listened")) == {
            county.village.pk: 46,
            second.pk: 20,
        }
        record_reach(county.secretary, session, listened={county.village.pk: 48, second.pk: 0})
        assert dict(session.reached.values_list("unit", "listened")) == {county.village.pk: 48}
        note_raised(
            county.secretary,
            session,
            kind="PROBLEM",
            text="上河村的路灯不亮",
            said_by="村民",
            unit=county.town,
        )  # what came back
        assert Problem.objects.get().unit_id == county.town.pk
        client = logins(Client, county, "secretary")["secretary"]
        for language, words in (("en", "48 people listened"), ("zh-hans", "48 人听讲")):
            assert (
                words
                in client.get(session.url, headers={"accept-language": language}).content.decode()
            )
        assert client.get(reverse("act", args=[session.pk, "record_reach"])).status_code == 200


def test_what_is_refused(county):
    session = held_session(county, kind="extended")
    with clock.at(session.day):
        for listened, code in (
            ({county.village.pk: -1}, "number.odd"),
            ({county.village.pk: 100_001}, "number.odd"),
            ({county.department.pk: 5}, "reach.no_village"),
        ):
            with pytest.raises(BadInput) as refused:
                record_reach(county.secretary, session, listened=listened)
            assert refused.value.code == code
        form = form_of(record_reach)(
            {
                "unit_1": county.village.pk,
                "listened_1": "",
                "unit_2": county.village.pk,
                "listened_2": "3",
            },
            person=county.secretary,
            row=session,
        )
        assert not form.is_valid() and set(form.errors) == {"listened_1", "unit_2"}
        with pytest.raises(NotAllowed):
            record_reach(county.member, session, listened={})
    for other in (
        noticed_session(county, kind="extended", day=session.day),
        held_session(county, kind="collective"),
    ):
        with clock.at(session.day), pytest.raises(NotNow):
            record_reach(county.secretary, other, listened={})
