"""The map of the year at the size of a large county: 300 groups, three years. Part of ``make
bench``; the rows are written in bulk, past the acts, into the bench's own database.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable
from itertools import count, cycle

GROUPS, YEARS, SPEECHES = 300, 3, 4
MOST_MS, MOST_QUERIES = 300.0, 12


def build(year: int, groups: int = GROUPS, years: int = YEARS) -> None:
    """As many groups as are lacking, and for every one of them a plan of twelve topics and twelve
    sessions a year, with minutes, speeches and the clock of the report.
    """
    from django.db import transaction

    from zhixing.foundation.kits.deadlines.models import Deadline
    from zhixing.foundation.machinery.guard import traffic
    from zhixing.foundation.machinery.things.models import Audience, Thing
    from zhixing.foundation.spine.groups.models import StudyGroup
    from zhixing.foundation.spine.orgs.models import Unit
    from zhixing.foundation.spine.people.models import Person
    from zhixing.foundation.spine.topics.models import Topic
    from zhixing.learn.plans.models import PlanLine, StudyPlan
    from zhixing.learn.sessions.models import Speech, StudySession

    county, people = (
        Unit.objects.get(parent=None),
        list(Person.objects.natural().order_by("name", "pk")[:SPEECHES]),
    )
    numbers = count(Thing.objects.filter(code__contains="-B-").count())
    since = dt.datetime(year - years, 1, 1, 9, tzinfo=dt.UTC)
    categories = cycle(["theory", "party_rules", "policy", "law", "values", "history"])

    def thing(
        kind: str,
        prefix: str,
        title: str,
        place: str,
        unit: str | None,
        group: str | None,
        state: str = "",
        topic: str | None = None,
        made: dt.datetime = since,
    ) -> Thing:
        return Thing(
            code=f"{prefix}-B-{next(numbers):07d}",
            kind=kind,
            title=title,
            place=place,
            unit_id=unit,
            group_id=group,
            topic_id=topic,
            state=state,
            audience=Audience.UNIT,
            made_at=made,
            changed_at=made,
        )

    def keep(rows: list, batch: int = 2000) -> None:
        if rows:
            type(rows[0])._base_manager.bulk_create(rows, batch_size=batch)

    with traffic("bench"), transaction.atomic():
        things, units, made = [], [], []
        for at in range(groups - StudyGroup.objects.active().count()):
            unit_thing = thing("unit", "DW", f"单位{at}", "", None, None)
            unit_thing.place, unit_thing.audience = (
                f"{county.path}{unit_thing.code}/",
                Audience.COUNTY,
            )
            unit = Unit(
                thing=unit_thing,
                name=f"单位{at}",
                kind="town" if at % 4 == 0 else "department",
                parent=county,
                path=unit_thing.place,
            )
            head = thing(
                "group",
                "ZU",
                f"单位{at}党委理论学习中心组",
                unit_thing.place,
                unit_thing.code,
                None,
            )
            head.audience = Audience.COUNTY
            things += [unit_thing, head]
            units.append(unit)
            made.append(StudyGroup(thing=head, unit=unit, name=head.title))
        keep(things)
        keep(units)
        keep(made)
        Thing.objects.filter(kind="group").update(made_at=since)
        every = list(StudyGroup.objects.active().select_related("unit"))
        for then in range(year - years + 1, year + 1):
            things, topics = [], []
            for month in range(1, 13):
                topic_thing = thing(
                    "topic", "ZT", f"{then} 年专题{month}", county.path, county.pk, None
                )
                things.append(topic_thing)
                topics.append(
                    Topic(
                        thing=topic_thing,
                        title=topic_thing.title,
                        year=then,
                        first_month=month,
                        last_month=month,
                        category=next(categories),
                        unit=county,
                    )
                )
            keep(things)
            keep(topics)
            rows: dict[str, list] = {
                name: [] for name in ("things", "plans", "lines", "sessions", "speeches", "clocks")
            }
            planned = set(StudyPlan.objects.filter(year=then).values_list("group", flat=True))
            for nth, group in enumerate(every):
                if group.pk not in planned:
                    plan_thing = thing(
                        "plan",
                        "JH",
                        f"{group.name} {then}",
                        group.unit.path,
                        group.unit_id,
                        group.pk,
                        "in_force",
                    )
                    plan = StudyPlan(
                        thing=plan_thing,
                        group=group,
                        unit=group.unit,
                        year=then,
                        approved_on=dt.date(then, 1, 10),
                        filed_on=dt.date(then, 1, 15),
                        state="in_force",
                    )
                    rows["things"].append(plan_thing)
                    rows["plans"].append(plan)
                    rows["lines"] += [
                        PlanLine(
                            plan=plan,
                            topic=topic,
                            first_month=topic.first_month,
                            last_month=topic.last_month,
                        )
                        for topic in topics
                    ]
                for topic in topics:
                    if (nth + topic.first_month) % 11 == 0:
                        continue  # nobody is perfect
                    day = dt.date(then, topic.first_month, 1 + nth % 27)
                    begun = dt.datetime.combine(day, dt.time(1), dt.UTC)
                    session_thing = thing(
                        "session",
                        "JT",
                        topic.title,
                        group.unit.path,
                        group.unit_id,
                        group.pk,
                        "signed",
                        topic.pk,
                        begun,
                    )
                    rows["things"].append(session_thing)
                    rows["sessions"].append(
                        StudySession(
                            thing=session_thing,
                            group=group,
                            unit=group.unit,
                            topic=topic,
                            year=then,
                            number=100 + topic.first_month,
                            kind="collective",
                            title=topic.title,
                            day=day,
                            category=topic.category,
                            agenda=[{"kind": "first_item", "title": "第一议题"}],
                            minutes="学习记录。" * 200,
                            notice_on=day,
                            attendance_on=day,
                            minutes_on=day,
                            signed_on=day,
                            state="signed",
                        )
                    )
                    rows["speeches"] += [
                        Speech(
                            session_id=session_thing.pk,
                            person=person,
                            kind="DISCUSSION",
                            q1="学有所得。" * 20,
                        )
                        for person in people
                    ]
                    late = then == year and (nth + topic.first_month) % 13 == 0
                    rows["clocks"].append(
                        Deadline(
                            thing=session_thing,
                            clock="report",
                            norm="session.report_days",
                            state="running" if late else "met",
                            started_on=day,
                            due=day + dt.timedelta(days=7),
                            ended_on=None if late else day + dt.timedelta(days=3),
                        )
                    )
            for name in rows:
                keep(rows[name])


def measure(timed: Callable, ruler: float, year: int) -> bool:
    """Print milliseconds, queries and the ratio to the yardstick for the map (as the office and as
    one group) and the pages behind it; whether the limits hold.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from zhixing.foundation.spine.groups.models import StudyGroup
    from zhixing.foundation.spine.people.models import Account
    from zhixing.learn.sessions.models import StudySession

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    some = StudyGroup.objects.filter(name__startswith="单位").first().pk
    print(
        f"\nThe map of the year: {StudyGroup.objects.active().count()} groups,"
        f" {StudySession.objects.count()} sessions in {YEARS} years ({connection.vendor})"
    )
    within_limits = True
    for words, user, address in (
        ("the whole county", "office", f"/learn/map/?year={year - 1}"),
        ("the county, this year", "office", f"/learn/map/?year={year}"),
        ("towns", "office", f"/learn/map/?year={year - 1}&kind=town"),
        ("rows of one number", "office", f"/learn/map/?year={year - 1}&month=3&mark=counts"),
        ("one group's row", "secretary", f"/learn/map/?year={year}"),
        ("a year of a group", "office", f"/learn/map/{some}/{year - 1}/"),
        ("a month of a group", "office", f"/learn/map/{some}/{year - 1}/3/"),
    ):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(Account.objects.get(username=user))
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} {address}")
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            queries = len(asked)
        took = timed(lambda client=client, address=address: client.get(address), 9)
        median = statistics.median(took)
        print(
            f"{words:28} {median:10.1f} ms {max(took):8.1f} ms at most {queries:4d} queries"
            f" {len(answer.content) / 1024:7.0f} KiB   : 1000 × SELECT 1 = {median / ruler:.2f}"
        )
        within_limits = within_limits and median < MOST_MS and queries <= MOST_QUERIES
    if not within_limits:
        print(f"Over the limits of the map ({MOST_MS:.0f} ms, {MOST_QUERIES} queries)")
    return within_limits
