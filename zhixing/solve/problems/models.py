"""Problems: what was found wrong, who answers for it, by when, and whether it was really solved."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import (
    Clocked,
    Deadline,
    DeadlineQuerySet,
    overdue_q,
)
from zhixing.foundation.kits.deadlines.rules import State as Clock
from zhixing.foundation.kits.spans.coming import days_before
from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import (
    AGE_CODES,
    AGES,
    ANSWERED,
    CALL_BACK_TONES,
    OPEN,
    PROMISED,
    STAGES,
    TONES,
    Answer,
    Class,
    Grade,
    Source,
    State,
)


class ProblemQuerySet(ThingRowQuerySet):
    def open(self) -> ProblemQuerySet:
        return self.filter(state__in=OPEN)

    def overdue(self, on: dt.date) -> ProblemQuerySet:
        """Those of now whose named deadline is overdue, whatever it asks for: the red rows of the
        list. What was closed before Zhixing owes nothing here.
        """
        return self.filter(overdue_q(on), closed_before=False)

    def in_stage(self, stage: str) -> ProblemQuerySet:
        """Open ones at one step (``rules.STAGES``)."""
        return self.filter(closed_before=False, state__in=STAGES[stage])

    def of_age(self, age: str, today: dt.date) -> ProblemQuerySet:
        """Open ones received so many working days ago (``AGE_CODES``); what bears no day is new."""
        behind, until = age_edges(today)[age]
        rows = self.filter(closed_before=False).open()
        rows = rows if until is None else rows.filter(received_on__lte=until)
        if behind is None:
            return rows
        after = Q(received_on__gt=behind)
        return rows.filter(after if until else after | Q(received_on__isnull=True))

    def due_in(self, span: Span) -> ProblemQuerySet:
        """Whose named deadline lies in the span."""
        return self.filter(closed_before=False, named_due__range=span.range)

    def closed_in(self, span: Span) -> ProblemQuerySet:
        """Closed in the span; what rates count."""
        return self.countable().filter(closed_on__range=span.range)

    def with_kept(self, span: Span, today: dt.date, *, few: bool = False) -> ProblemQuerySet:
        """Whose day to report it solved lay in the span and has come, each with ``kept``: it was
        reported by that day. Of ``few`` rows each is asked for its clock; else the clocks of the
        span lead.
        """
        clocks = _promises(span, today)
        late = clocks.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=F("due")))
        own = Exists(clocks.filter(thing=OuterRef("pk")))
        rows = self.countable().filter(own if few else Q(pk__in=clocks.values("thing")))
        return rows.annotate(kept=~Exists(late.filter(thing=OuterRef("pk"))))

    def soonest_first(self) -> ProblemQuerySet:
        """By the deadline that is named; what has none comes last."""
        return self.order_by(F("named_due").asc(nulls_last=True), "pk")

    def countable(self) -> ProblemQuerySet:
        """What rates count: no duplicates, declined or void ones, nothing closed before Zhixing;
        shelved ones stand apart.
        """
        return self.filter(closed_before=False).exclude(
            state__in=[State.DUPLICATE, State.DECLINED, State.VOID, State.DRAFT, State.SHELVED]
        )


def _promises(span: Span, today: dt.date) -> DeadlineQuerySet:
    """The clocks of the span by which it was to be reported solved, as far as one can say."""
    rows = Deadline.objects.filter(
        clock=Problem.DUE_CLOCK, due__range=(span.first, min(span.last, today))
    )
    over = Q(ended_on__isnull=False) | Q(due__lt=today)
    return rows.filter(over).exclude(state=str(Clock.STOPPED))


def age_edges(today: dt.date) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    """Age -> received after which day, until which."""
    edges = [None, *(days_before(today, days + 1) for days in AGES), None]
    return dict(zip(AGE_CODES, zip(edges[1:], edges[:-1], strict=True), strict=True))


class Problem(Clocked, ThingRow):
    """One problem. ``unit`` is where it was noted until it is dispatched, then the responsible
    unit.
    """

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "problem",
        "WT",
        _("problem"),
        "solve",
        "problems:problem",
        "flag",
        "problem",
    )
    DUE_CLOCK = "answer"
    STATES, TONES, STEP_ALSO = State, TONES, {"call_back": CALL_BACK_TONES}
    UNTOLD = frozenset({"reporter_name", "reporter_phone"})
    FILLED_LATER = ("check_on", "answer_open")
    after_url = ""  # where whoever typed the report is led, to its receipt (``show_once``)

    title = models.CharField(max_length=120)
    text = models.TextField()
    source = models.CharField(max_length=12, choices=Source, default=Source.OTHER)
    kind = models.CharField(max_length=12, choices=Class, blank=True)
    cause = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    noted_unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="where it was noted"
    )
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    helping_units = models.ManyToManyField("orgs.Unit", blank=True, related_name="+")
    person = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the responsible person",
    )
    person_text = models.CharField(
        max_length=60, blank=True, help_text="as an imported ledger writes it, to be linked later"
    )
    noted_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    extension_days = models.PositiveSmallIntegerField(
        default=0, help_text="asked for and not yet decided"
    )
    extended = models.BooleanField(default=False)
    returned_once = models.BooleanField(default=False)
    shelving_proposed = models.BooleanField(default=False)
    review_on = models.DateField(null=True, blank=True, help_text="of a shelving")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    public_text = models.TextField(blank=True, help_text="what the reporter reads")
    head = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    concerned = models.BooleanField(
        default=False, help_text="somebody can say whether it is really solved"
    )
    reporter_name = models.CharField(max_length=60, blank=True)
    reporter_phone = models.CharField(max_length=20, blank=True)
    reporter_allows = models.BooleanField(
        default=False, help_text="the reporter lets the responsible person phone"
    )
    receipt_hash = models.CharField(max_length=64, blank=True, db_index=True)
    contacted_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    check_on = models.DateField(
        null=True, blank=True, help_text="from then on its effect is checked"
    )
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_open = models.BooleanField(
        default=False, help_text="it was “partly” or “not”, and nobody has answered that yet"
    )
    rating = models.CharField(max_length=12, choices=Grade, blank=True)
    closed_before = models.BooleanField(
        default=False, help_text="closed before Zhixing: in no rate or total"
    )
    contradictory = models.BooleanField(
        default=False, help_text="struck off, though not done by its own words"
    )
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)

    objects: ClassVar = ProblemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promised_problem_has_due_date",
                condition=~Q(state__in=[str(state) for state in PROMISED]) | Q(due__isnull=False),
            ),
            models.CheckConstraint(
                name="duplicate_problem_has_head",
                condition=~Q(state="duplicate") | Q(head__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_problem_has_answer",
                condition=~Q(state__in=[str(state) for state in ANSWERED]) | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="rated_problem_was_answered",
                condition=Q(rating="") | ~Q(answer__in=["", "none"]),
            ),
        ]
        indexes = [
            models.Index(fields=["closed_before", "state", "unit"]),
            models.Index(fields=["state", "named_due"]),
            models.Index(fields=["unit", "closed_before", "state"]),
            models.Index(fields=["named_due", "thing"]),
            models.Index(fields=["closed_on", "answer"], name="problem_closed_in_a_span"),
            models.Index(fields=["received_on", "state"], name="problem_received_in_a_span"),
            models.Index(
                fields=["state"], name="problem_shelving_asked", condition=Q(shelving_proposed=True)
            ),
            models.Index(
                fields=["state"], name="problem_extension_asked", condition=~Q(extension_days=0)
            ),
            models.Index(
                fields=["person", "state"], name="problem_unnamed", condition=~Q(person_text="")
            ),
            models.Index(
                fields=["closed_on"], name="problem_really_solved", condition=Q(answer="really")
            ),
            models.Index(
                fields=["thing"],
                name="problem_contradictory",
                condition=Q(closed_before=True, contradictory=True),
            ),
        ]

    def thing_parties(self) -> list[Any]:
        return [self.person, self.noted_by]

    def thing_places(self) -> list[Any]:
        """Where it was noted, which dispatches it and strikes it off; and who helps."""
        helping = () if self._state.adding else self.helping_units.all()
        return [self.noted_unit, *helping]


declare(
    "problems.Problem.person",
    purpose="who answers for the solution",
    keep="with the case, 10 years",
    seen_by="who may see the case",
)
declare(
    "problems.Problem.person_text",
    purpose="who answers for it by the imported ledger",
    keep="until linked to a person",
    seen_by="who may see the case",
)
declare(
    "problems.Problem.noted_by",
    purpose="who noted it",
    keep="with the case, 10 years",
    seen_by="who may see the case",
)
declare(
    "problems.Problem.reporter_name",
    purpose="to answer the reporter",
    keep="with the case, 3 years after closing",
    seen_by="the office and the handling unit; no record and no public page",
)
declare(
    "problems.Problem.reporter_phone",
    purpose="to contact and call back the reporter",
    keep="with the case, 3 years after closing",
    seen_by=(
        "the caller, and the responsible person where the reporter allowed it, each look on record;"
        " masked for the office and the handling unit"
    ),
)
declare(
    "problems.Problem.reporter_allows",
    purpose="whether the responsible person may phone the reporter",
    keep="with the case, 3 years after closing",
    seen_by="who may see the case",
)
