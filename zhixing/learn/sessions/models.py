"""Study sessions, and their lines: attendance, speeches, guests, what was raised. Agenda and the
three parts stand in the session itself.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet, shared_q
from zhixing.foundation.spine.groups.models import Membership, StudyGroup

from .personal import declare_columns
from .rules import (
    HAPPENED,
    TONES,
    AgendaItem,
    GuestKind,
    Kind,
    LeaveReason,
    Part,
    PartReport,
    PlaceKind,
    RaisedKind,
    SpeechKind,
    State,
    Status,
    agenda_of,
    counting_q,
    reports_of,
)
from .standing import Sheet, Standing, from_column


def is_discussed(session: str = "pk") -> Exists:
    """Whether a discussion speech was given at the session this leads to."""
    return Exists(Speech.objects.filter(session=OuterRef(session), kind=SpeechKind.DISCUSSION))


class SessionQuerySet(ThingRowQuerySet):
    def of_groups(self, *groups: str) -> SessionQuerySet:
        """Sessions of these groups (by code): their own, and those of another group in which one of
        them takes part. None twice.
        """
        return self.filter(shared_q(groups))

    def happened(self) -> SessionQuerySet:
        return self.filter(state__in=HAPPENED)

    def ahead(self, on: dt.date) -> SessionQuerySet:
        """Planned or noticed, from this day on, the next first."""
        return self.filter(state__in=[State.PLANNED, State.NOTICED], day__gte=on).order_by(
            "day", "begins"
        )

    def counting(self) -> SessionQuerySet:
        """Those that count as collective study: ``rules.NEEDS``."""
        return self.alias(discussed=is_discussed()).filter(counting_q())


class StudySession(ThingRow):
    """集体学习（第N次） of one group; in joint study (联组学习) it keeps the record for its
    ``partners`` too. ``agenda`` is a list of {kind, title} and, where it names what is brought,
    ``thing``; ``parts`` maps ON_SITE, RESEARCH, WORK to their fields.
    """

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "session",
        "JT",
        _("study session"),
        "learn",
        "sessions:session",
        "notebook",
        "session",
    )
    LINES = ("attendance", "speeches", "guests", "reached", "raised")
    STATES, TONES = State, TONES

    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    partners = models.ManyToManyField(
        "groups.StudyGroup",
        blank=True,
        related_name="joined_sessions",
        help_text="groups that take part in the joint study; the record is kept by the group",
    )
    joint = models.ForeignKey(
        "joint.JointGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text="the joint group that studied, when it was one",
    )
    series = models.ForeignKey(
        "series.LocalSeries",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text="the county's own series it belongs to",
    )
    series_numbers = models.JSONField(
        default=list, blank=True, help_text="which of the series it is; one session may be several"
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="第N次 of the group and year")
    kind = models.CharField(max_length=20, help_text="one of the norm session.kinds")
    title = models.CharField(max_length=160)
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    place_kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.ROOM)
    chair = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(
        max_length=20, blank=True, help_text="one of the norm content.categories"
    )
    agenda = models.JSONField(default=list, blank=True)
    materials = models.JSONField(default=list, blank=True)
    question = models.TextField(blank=True, help_text="for discussion")
    parts = models.JSONField(default=dict, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    notice_reason = models.CharField(
        max_length=200, blank=True, help_text="why it came later than the norm asks"
    )
    notice_said = models.JSONField(
        default=dict,
        blank=True,
        help_text="what the notice said when it was issued; persons and guests by their keys",
    )
    agenda_said = models.JSONField(
        default=dict,
        blank=True,
        help_text="what the agenda said when the session was held; persons by their keys",
    )
    attendance_on = models.DateField(
        null=True, blank=True, help_text="when attendance was taken; it is taken once"
    )
    owed = models.PositiveSmallIntegerField(default=0, help_text="make-ups still open")
    minutes = models.TextField(blank=True)
    minutes_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minutes_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    reported = models.BooleanField(default=False, help_text="a session report has been begun")
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    objects: ClassVar = SessionQuerySet.as_manager()

    # what ``queries.with_attendance`` counts of it
    expected: int
    present: int

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year", "number"],
                condition=~Q(state="cancelled"),
                name="session_number_once_a_year",
            ),
            models.CheckConstraint(
                name="noticed_session_has_notice",
                condition=~Q(state="noticed") | Q(notice_on__isnull=False),
            ),
            models.CheckConstraint(
                name="minuted_session_has_minutes",
                condition=~Q(state__in=["minuted", "signed"])
                | (~Q(minutes="") & Q(attendance_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="signed_session_has_day",
                condition=~Q(state="signed") | Q(signed_on__isnull=False),
            ),
        ]
        # Columns behind the minutes are far from the beginning of a row: what lists and counts ask
        # of many sessions stands in an index, so that no row is read for it.
        indexes = [
            models.Index(fields=["group", "day"]),
            models.Index(fields=["group", "year", "state"], name="session_of_a_group"),
            models.Index(
                fields=["year", "state", "unit", "group", "thing"], name="session_in_a_count"
            ),
            models.Index(
                fields=["year", "-day", "thing", "state", "kind", "unit", "group"],
                name="session_in_a_list",
            ),
            models.Index(
                fields=["state", "day", "category", "unit", "group", "thing"],
                name="session_counted_by_day",
            ),
        ]

    @property
    def happened(self) -> bool:
        return self.state in HAPPENED

    @property
    def agenda_items(self) -> list[AgendaItem]:
        return agenda_of(self.agenda)

    @property
    def part_reports(self) -> dict[Part, PartReport]:
        return reports_of(self.parts)

    def standing(self, sheet: str) -> Standing | None:
        """What a paper of it said when it went out, where it did and that was kept."""
        return from_column(
            {Sheet.NOTICE: self.notice_said, Sheet.AGENDA: self.agenda_said}[Sheet(sheet)]
        )

    def thing_partners(self) -> Any:
        return self.partners.select_related("unit")

    @cached_property
    def groups(self) -> list[StudyGroup]:
        """Who studies: the group that keeps the record first, then those that take part, in the
        order of the roster. One query in joint study, else none.
        """
        if self.kind != Kind.JOINT:
            return [self.group]
        fetched = "partners" in getattr(self, "_prefetched_objects_cache", {})
        rows = self.partners.all()
        rows = rows if fetched else rows.select_related("thing", "unit__thing")
        in_order = sorted(rows, key=lambda partner: (partner.unit.thing.made_at, partner.pk))
        return [self.group, *in_order]

    @cached_property
    def partner_codes(self) -> frozenset[str]:
        return frozenset(partner.pk for partner in self.groups[1:])


class AttendanceQuerySet(models.QuerySet):
    def of_group(self, group: str) -> AttendanceQuerySet:
        """Seats of one group (by code): of its own sessions, and in joint study those of its
        members. Who is in two of the groups that study together has one seat, and counts for each
        of them.
        """
        day = OuterRef("session__day")
        member = (
            Membership.objects.studying()
            .filter(group=group, person=OuterRef("person"), since__lte=day)
            .filter(Q(until__isnull=True) | Q(until__gt=day))
        )
        its_sessions = Q(session__group=group) | Q(
            session__in=StudySession.partners.through.objects.filter(studygroup=group).values(
                "studysession"
            )
        )
        return self.filter(its_sessions).filter(Q(group=group) | Exists(member))


class Attendance(models.Model):
    """One seat: whoever is expected has a line once attendance is taken, whatever became of it."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=(
            "the group that expected the person; who is in two that study together has one seat,"
            " with the first"
        ),
    )
    place = models.PositiveSmallIntegerField(default=0, help_text="order of the roster")
    post = models.CharField(max_length=100, blank=True, help_text="role in the group on the day")
    status = models.CharField(max_length=10, choices=Status)
    reason = models.CharField(max_length=8, choices=LeaveReason, blank=True)
    approved_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    make_up_by = models.DateField(null=True, blank=True)
    made_up_on = models.DateField(null=True, blank=True)
    made_up_how = models.CharField(max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    # what ``queries.seats_of`` says of it: status and role in words, and the colour
    word: str
    tone: str
    role_word: Any  # lazily translated, or as it was typed

    class Meta:
        ordering = ["session", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_seat_a_person"),
            models.CheckConstraint(
                name="leave_has_a_reason", condition=~Q(status="LEAVE") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="make_up_of_an_absence",
                condition=Q(made_up_on__isnull=True) | Q(status__in=["LEAVE", "ABSENT"]),
            ),
        ]


class Speech(models.Model):
    """A speech with its outline: the four questions (治学四问)."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="speeches")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SpeechKind)
    q1 = models.TextField(blank=True)
    q2 = models.TextField(blank=True)
    q3 = models.TextField(blank=True)
    q4 = models.TextField(blank=True)
    text = models.TextField(
        blank=True, help_text="main points, when the outline does not hold them"
    )

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "kind"], name="speech_once_a_kind")
        ]

    @property
    def answers(self) -> list[str]:
        return [self.q1, self.q2, self.q3, self.q4]

    def __str__(self) -> str:
        return f"{self.person.name} · {self.get_kind_display()}"


class Guest(models.Model):
    """Somebody from outside the group: an enterprise, a project owner, a resident, a lecturer (with
    the number under which the lecture is on file).
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=GuestKind)
    organisation = models.CharField(max_length=100, blank=True)
    filing = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return self.name


class Reach(models.Model):
    """A village that a session reached (扩大学习): how many listened there, a number somebody
    typed. Who they were is not kept.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="reached")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    listened = models.PositiveIntegerField(help_text="how many listened, typed by hand")

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "unit"], name="reached_once_a_session")
        ]


class Raised(models.Model):
    """What was said and must not be lost. ``thing`` is what it became: a problem, a measure, a
    task, an institutional outcome; ``about`` is the result it was said about.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="raised")
    kind = models.CharField(max_length=8, choices=RaisedKind)
    text = models.CharField(max_length=500)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    guest = models.ForeignKey(
        Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_by = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(
        "orgs.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    about = models.ForeignKey(
        "things.Thing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the measure, research or problem it was said about",
    )
    thing = models.ForeignKey(
        "things.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["session", F("at").desc(), "-pk"]

    @property
    def who(self) -> str:
        if self.guest is not None:
            return self.guest.name
        return self.person.name if self.person is not None else self.said_by


declare_columns()
