"""Run beside a demo server, on its folder: sessions that take place today, and what is on record of
one. Answers JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

import django

django.setup()

from zhixing.foundation.machinery import clock  # noqa: E402
from zhixing.foundation.machinery.records.models import Record  # noqa: E402
from zhixing.foundation.spine.groups.models import Membership  # noqa: E402
from zhixing.foundation.spine.people.models import Account  # noqa: E402
from zhixing.foundation.spine.topics.acts import set_topic  # noqa: E402
from zhixing.learn.sessions import acts  # noqa: E402
from zhixing.learn.sessions.models import StudySession  # noqa: E402


def make(count: int) -> list[str]:
    """Noticed sessions of the secretary's group, today."""
    secretary, office, today = (
        Account.objects.get(username="secretary").person,
        Account.objects.get(username="office").person,
        clock.today(),
    )
    group = Membership.objects.filter(person=secretary).first().group
    topic = set_topic(
        office,
        _county(),
        title="今天的专题",
        year=today.year,
        first_month=today.month,
        last_month=today.month,
        category="law",
        question="问",
        research_subject="课题",
    )
    made = []
    for _at in range(count):
        session = acts.plan_session(
            secretary, group, topic=topic, day=today, begins=dt.time(9, 0), place="镇政府会议室"
        )
        acts.set_agenda(
            secretary,
            session,
            items=[
                {"kind": "first_item", "title": "学习重要讲话精神"},
                {"kind": "discussion", "title": "研讨"},
            ],
        )
        acts.issue_notice(secretary, session, reason="临时安排")
        acts.add_guest(secretary, session, name="柳沟村医", kind="resident")
        made.append(session.pk)
    return made


def _county():
    from zhixing.foundation.spine.orgs.models import Unit

    return Unit.objects.get(parent=None)


def tell(code: str) -> dict:
    """What is on the server."""
    from zhixing.foundation.kits.outbox.models import Entry, Rival

    session = StudySession.objects.get(pk=code)
    return {
        "state": session.state,
        "seats": dict(session.attendance.values_list("person__name", "status")),
        "raised": sorted(session.raised.values_list("text", flat=True)),
        "speeches": [
            [speech.person.name, speech.q1, speech.q2]
            for speech in session.speeches.select_related("person")
        ],
        "sheet": dict(Entry.objects.filter(sheet=code).values_list("name", "value")),
        "rivals": Rival.objects.filter(thing=code).count(),
        "done": list(
            Record.objects.done().filter(thing=code).order_by("seq").values_list("act", flat=True)
        )[4:],
        "typists": sorted(
            set(Record.objects.filter(thing=code).values_list("typist__name", flat=True))
        ),
    }


if __name__ == "__main__":
    print(
        json.dumps(
            make(int(sys.argv[2])) if sys.argv[1] == "make" else tell(sys.argv[2]),
            ensure_ascii=False,
        )
    )
