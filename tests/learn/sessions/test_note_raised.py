import datetime as dt

import pytest

from tests.learn.sessions.build import DAY, held_session, noticed_session
from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import add_guest, note_raised


def test_what_a_guest_says_is_caught_and_reactions_hear_of_it(county, monkeypatch):
    heard = []
    monkeypatch.setitem(registry.reactions, "raised.noted", [heard.append])
    session = held_session(county)
    guest = add_guest(county.secretary, session, name="村医", kind="resident")
    with clock.at(DAY):
        line = note_raised(
            county.secretary,
            session,
            kind="PROBLEM",
            text=" 台账填两遍 ",
            guest=guest,
            part="ON_SITE",
            unit=county.town,
            due=dt.date(2026, 9, 30),
        )
    assert (line.who, line.text, line.part) == ("村医", "台账填两遍", "ON_SITE")
    verb, who, body = last_record(session)
    assert (verb, who) == ("raised.noted", county.secretary)
    assert body["told"] == {
        "raised": line.pk,
        "kind": "PROBLEM",
        "text": "台账填两遍",
        "unit": county.town.pk,
        "due": "2026-09-30",
    }
    assert (heard[0].row.pk, heard[0].arguments["guest"], heard[0].arguments["unit"]) == (
        session.pk,
        guest,
        county.town,
    )


def test_who_may_not_and_when_not(county):
    session = held_session(county)
    with pytest.raises(NotAllowed):
        note_raised(county.stranger_secretary, session, kind="TASK", text="x")
    for inputs in (
        {"text": " "},
        {"text": "x", "due": DAY - dt.timedelta(days=1)},
        {
            "text": "x",
            "guest": add_guest(
                county.secretary, held_session(county), name="别处", kind="resident"
            ),
        },
    ):
        with pytest.raises(BadInput):
            note_raised(county.secretary, session, kind="TASK", **inputs)
    with pytest.raises(NotNow):
        note_raised(county.secretary, noticed_session(county), kind="TASK", text="x")
