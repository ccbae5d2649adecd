"""Threads, ties and records beside the sessions of ``bench_map``. Part of ``make bench``.

Every third session led to a claim and a research, every sixth to a problem and a measure as well;
each session has four records, everything else has two. Written in bulk, past the acts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import count
from typing import Any

from django.db import transaction

from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.models import Party, Thing, ThingRow
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.claims.models import Claim
from zhixing.solve.measures.models import Measure
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.models import Research

PREFIX = "JT-B-"  # codes of the sessions of bench_map
BATCH = 2000
VERBS = ("session.planned", "session.noticed", "session.minuted", "session.signed")


def build(*years: int) -> None:
    """Threads and records for the sessions that ``bench_map`` made in these years."""
    people = Person.objects.natural().order_by("unit__thing__made_at", "name", "pk")
    person = people.first()  # of the unit that was there first: the office, which sees all anyway
    sessions = StudySession.objects.filter(thing__code__startswith=PREFIX, year__in=years)
    threads = Threads(person)
    for nth, session in enumerate(sessions.select_related("thing").defer("minutes").order_by("pk")):
        threads.note(session.thing, VERBS)
        if nth % 3 == 0:
            threads.spin(session, whole=nth % 6 == 0)
    with traffic("bench"), transaction.atomic():
        threads.keep()


class Threads:
    """Rows by their model, in the order in which they can be written."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.numbers = count(Thing.objects.count() + Record.objects.count() + 1)
        self.rows: dict[type, list[Any]] = defaultdict(list)

    def spin(self, session: StudySession, whole: bool) -> None:
        """What came of a session."""
        day = session.day
        claim = self._row(Claim, session, person=self.person, claimed_on=day, state="confirmed")
        research = self._row(
            Research,
            session,
            claim=claim,
            person=self.person,
            started_on=day,
            reported_on=day,
            report="调研报告。" * 100,
            state="reported",
        )
        self._tie(claim, Type.CLAIMS, session.topic_id)
        self._tie(research, Type.FOLLOWS, claim.pk)
        if not whole:
            return
        problem = self._row(
            Problem,
            session,
            text="群众反映的问题。" * 20,
            received_on=day,
            due=day,
            noted_unit_id=session.unit_id,
            state="archived",
            answer="really",
            closed_on=day,
        )
        measure = self._row(
            Measure, session, proposed_on=day, due=day, done_on=day, state="confirmed"
        )
        self._tie(problem, Type.FOUND_BY, research.pk)
        self._tie(problem, Type.RAISED_AT, session.pk)
        self._tie(measure, Type.ANSWERS, problem.pk)

    def _row(self, model: type[ThingRow], session: StudySession, **values: Any) -> ThingRow:
        like = session.thing
        thing = Thing(
            code=f"{model.PREFIX}-B-{next(self.numbers):07d}",
            kind=model.KIND,
            title=like.title,
            place=like.place,
            unit_id=like.unit_id,
            group_id=like.group_id,
            topic_id=like.topic_id,
            state=values["state"],
            made_at=like.made_at,
            changed_at=like.made_at,
        )
        named = "subject" if model is Claim else "title"
        row = model(
            thing=thing,
            group_id=session.group_id,
            unit_id=session.unit_id,
            topic_id=session.topic_id,
            **{named: like.title},
            **values,
        )
        self.rows[Thing].append(thing)
        self.rows[model].append(row)
        if "person" in values:
            self.rows[Party].append(Party(thing=thing, person=self.person))
        self.note(thing, ("bench.made", "bench.done"))
        return row

    def _tie(self, later: ThingRow, kind: Type, earlier: str) -> None:
        thing = later.thing
        self.rows[Link].append(
            Link(
                later=thing,
                earlier_id=earlier,
                type=kind,
                topic_id=thing.topic_id,
                group_id=thing.group_id,
                made_at=thing.made_at,
            )
        )

    def note(self, thing: Thing, verbs: tuple[str, ...]) -> None:
        """A record for each verb, an hour after the other."""
        for hours, verb in enumerate(verbs):
            record = Record(
                origin="bench",
                seq=next(self.numbers),
                at=thing.made_at + dt.timedelta(hours=hours),
                thing_id=thing.pk,
                verb=verb,
                act="bench",
                typist=self.person,
                decider=self.person,
                commitment="-",
                previous="-",
                hash="-",
            )
            self.rows[Record].append(record)

    def keep(self) -> None:
        order = (Thing, Claim, Research, Problem, Measure, Party, Link, Record)
        for model in order:
            model._base_manager.bulk_create(self.rows[model], batch_size=BATCH)
        bodies = (RecordBody(record=record, salt="-") for record in self.rows[Record])
        RecordBody.objects.bulk_create(bodies, batch_size=BATCH)
