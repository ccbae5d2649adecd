"""Forms of the acts on sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ThingChoice, ThingField, ThingsField, needed
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.forms import PeopleField, PersonField
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic

from ..joint.forms import GroupsField
from ..joint.models import JointGroup
from ..joint.rules import State as JointState
from ..series.models import LocalSeries
from . import acts, queries
from .models import Guest, Speech
from .rules import (
    MARKS,
    QUESTIONS,
    AgendaKind,
    GuestKind,
    Kind,
    LeaveReason,
    Part,
    PlaceKind,
    RaisedKind,
    SpeechKind,
    State,
    Status,
    owes,
)

AGENDA_ROWS = 8


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=more.pop("required", False),
        **more,
    )


class _TimeAndPlaceForm(ActForm):
    day = _day(_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=pgettext_lazy("session", "Where"), max_length=120, required=False)
    place_kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind.choices)
    kind = forms.ChoiceField(label=_("Kind of session"))
    title = forms.CharField(
        label=_("Title"), max_length=160, required=False, help_text=_("Empty: the topic's title.")
    )
    chair = PersonField(label=_("Chair"), required=False, help_text=_("Empty: the leader."))
    category = forms.ChoiceField(
        label=_("Content category"), required=False, help_text=_("Empty: the topic's category.")
    )

    def build(self) -> None:
        self.fields["kind"].choices = queries.kinds()
        self.fields["category"].choices = [("", "–"), *queries.categories()]
        group = self.group()
        if group is not None:
            self.fields["chair"].queryset = people_of(group)

    def group(self) -> Any:
        return self.row


class PlanSessionForm(_TimeAndPlaceForm):
    act = acts.plan_session
    topic = ThingField(
        Topic,
        label=_("Topic"),
        help_text=_("A required topic of the year, or one of the group's own."),
    )
    draft_agenda = forms.BooleanField(
        label=_("Draft the agenda from what is known"),
        required=False,
        initial=True,
        help_text=_(
            "First item, materials, discussion question; it can be changed until the session is"
            " held."
        ),
    )
    joint = ThingField(
        JointGroup,
        label=_("With the joint group"),
        required=False,
        empty=_("the group alone"),
        help_text=_("It becomes joint study: one record, kept by this group."),
    )
    field_order = (
        "topic",
        "day",
        "begins",
        "place",
        "place_kind",
        "kind",
        "joint",
        "title",
        "chair",
        "category",
        "draft_agenda",
    )

    def build(self) -> None:
        super().build()
        year = clock.today().year
        if self.row is not None:
            leads = JointGroup.objects.filter(group=self.row.pk, state=JointState.RUNNING).order_by(
                "name", "pk"
            )
            self.fields["joint"].queryset = leads
            if not leads.exists():
                del self.fields["joint"]
            self.fields["topic"].queryset = (
                Topic.objects.filter(year__gte=year - 1)
                .filter(Q(group__isnull=True) | Q(group=self.row.pk))
                .order_by("-year", "first_month", "pk")
            )


def _drop_reason_before_notice(form: ActForm) -> None:
    """While nobody was told a change needs no reason, so none is asked; afterwards it does."""
    if form.row is not None and form.row.state != State.NOTICED:
        del form.fields["reason"]


class CorrectSessionForm(_TimeAndPlaceForm):
    act = acts.correct_session
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        super().build()
        _drop_reason_before_notice(self)
        if self.row is not None:
            for name in ("day", "begins", "place", "place_kind", "kind", "title", "category"):
                self.fields[name].initial = getattr(self.row, name)
            self.fields["chair"].initial = self.row.chair_id

    def group(self) -> Any:
        return self.row.group if self.row is not None else None


class JoinGroupsForm(ActForm):
    act = acts.join_groups
    opens_with = ()
    joint = ThingField(
        JointGroup,
        label=_("With the joint group"),
        required=False,
        empty=_("no joint group"),
        help_text=_("One that this group leads. Its groups need not be ticked below."),
    )
    partners = needed(
        GroupsField(
            label=_("With these groups, this once"),
            required=False,
            help_text=_("Those with a reason stand first; why each is suggested stands beside it."),
        ),
        _("needed without a joint group"),
    )
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        if self.row is None:
            return
        _drop_reason_before_notice(self)
        self.fields["joint"].queryset = JointGroup.objects.filter(
            group=self.row.group_id, state=JointState.RUNNING
        ).order_by("name", "pk")
        self.fields["joint"].initial = self.row.joint_id
        self.fields["partners"].offer(self.row.group, self.row.year)
        own = (
            set(self.row.joint.partners.values_list("pk", flat=True))
            if self.row.joint_id
            else set()
        )
        self.fields["partners"].initial = [
            partner.pk for partner in self.row.groups[1:] if partner.pk not in own
        ]


class SetAgendaForm(ActForm):
    """Eight rows, each a kind and a title; empty rows fall away."""

    act = acts.set_agenda
    opens_with = ()
    layout = "study_sessions/set_agenda.html"

    def build(self) -> None:
        items = (
            [item for item in self.row.agenda if not item.get("thing")]
            if self.row is not None
            else []
        )
        if not items and self.row is not None:
            items = queries.draft_of_agenda(self.row.kind, self.row, self.row.place)
        for at in range(1, max(AGENDA_ROWS, len(items) + 2) + 1):
            item = items[at - 1] if at <= len(items) else {"kind": AgendaKind.OTHER, "title": ""}
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_now("Item %(number)s: kind") % {"number": at},
                choices=AgendaKind.choices,
                initial=item["kind"],
                required=False,
            )
            self.fields[f"title_{at}"] = forms.CharField(
                label=_now("Item %(number)s: title") % {"number": at},
                max_length=200,
                initial=item["title"],
                required=False,
            )
        self.fields["question"] = _text(
            _("For discussion"), initial=self.row.question if self.row is not None else ""
        )
        self.fields["materials"] = _text(
            _("Materials"),
            initial="\n".join(self.row.materials) if self.row is not None else "",
            help_text=_("One a line."),
        )

        if self.row is not None and self.row.kind == Kind.SPECIAL:
            self.fields["brought"] = ThingsField(
                label=_("Results that are brought"),
                required=False,
                help_text=_(
                    "What came of study since: measures, research, problems. Each becomes an item,"
                    " and stands there with its state."
                ),
            )
            self.fields["brought"].offer(queries.may_be_brought(self.person, self.row))
            self.fields["brought"].initial = [
                item["thing"] for item in self.row.agenda if item.get("thing")
            ]

    def lines(self) -> list[tuple[Any, Any]]:
        """(kind, title) of each row, for the layout."""
        return [
            (self[name.replace("title", "kind")], self[name])
            for name in self.fields
            if name.startswith("title_")
        ]

    def given(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        numbers = [
            int(name.removeprefix("title_")) for name in self.fields if name.startswith("title_")
        ]
        items = [
            {"kind": cleaned[f"kind_{at}"] or AgendaKind.OTHER, "title": cleaned[f"title_{at}"]}
            for at in numbers
            if cleaned[f"title_{at}"]
        ]
        return {
            "items": items,
            "question": cleaned["question"],
            "materials": cleaned["materials"].splitlines(),
        } | ({"brought": cleaned["brought"]} if "brought" in self.fields else {})


class IssueNoticeForm(ActForm):
    act = acts.issue_notice
    reason = needed(
        forms.CharField(label=_("Why the notice comes later"), max_length=200, required=False)
    )

    def build(self) -> None:
        if self.row is not None:
            days = queries.notice_days(self.row.day)
            self.fields["reason"].help_text = _now(
                "The norm asks for %(asked)s working days; there are %(left)s."
            ) % {"asked": days.asked, "left": max(days.left, 0)}
            if not days.short:
                del self.fields["reason"]


class ReissueNoticeForm(IssueNoticeForm):
    act = acts.reissue_notice


class CategoriseSessionForm(ActForm):
    act = acts.categorise_session
    category = forms.ChoiceField(label=_("Content category"))
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        if self.row is not None and self.row.state != State.SIGNED:
            del self.fields["reason"]  # before the sign-off it needs none, so none is asked
        self.fields["category"].choices = queries.categories()
        self.fields["category"].initial = self.row.category if self.row is not None else ""


class HoldSessionForm(ActForm):
    act = acts.hold_session
    page = "sessions:live"
    on = _day(_("Held on"), required=False)

    def build(self) -> None:
        if self.row is not None:
            self.fields["on"].initial = self.row.day


class RecordSessionForm(ActForm):
    act = acts.record_session
    on = _day(_("Held on"), required=False)
    noticed_on = _day(
        _("Noticed on"),
        required=False,
        help_text=_("The day of the notice on paper, if there was one."),
    )

    def build(self) -> None:
        if self.row is not None:
            self.fields["on"].initial = self.row.day


class CancelSessionForm(ActForm):
    act = acts.cancel_session
    reason = _text(_("Reason"), 2, required=True)


SEATS = [
    (Status.PRESENT.value, Status.PRESENT.label, "done"),
    *[(f"{Status.LEAVE}-{reason}", word, "soon") for reason, word in LeaveReason.choices],
    (Status.ABSENT.value, Status.ABSENT.label, "over"),
]


class TakeAttendanceForm(ActForm):
    """One line for everybody expected, one tap each: present, on leave (three reasons), absent. All
    present unless said otherwise.
    """

    act = acts.take_attendance
    layout = "study_sessions/take_attendance.html"

    def build(self) -> None:
        self.seats = queries.expected_at(self.row) if self.row is not None else []
        self.others = self.row.groups[1:] if self.row is not None else []
        for seat in self.seats:
            label = _now("%(name)s (%(why)s)") % {
                "name": seat.person.name,
                "why": seat.get_role_display(),
            }
            self.fields[f"status_{seat.person_id}"] = forms.ChoiceField(
                label=label,
                choices=[(code, word) for code, word, _tone in SEATS],
                initial=Status.PRESENT.value,
                widget=forms.RadioSelect(attrs={"class": "is-tap"}),
            )
        self.fields["approved_by"] = PersonField(
            label=_("Leave granted by"),
            required=False,
            help_text=_("The leader, or the leader's substitute."),
        )
        for group in self.others:
            self.fields[f"approved_by_{group.pk}"] = PersonField(
                label=_now("Leave granted by, for %(group)s")
                % {"group": group.unit.short or group.unit.name},
                required=False,
            )
        self.fields["attending"] = PeopleField(
            label=_("Also attended"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Invited members and attendees."),
        )
        if self.row is not None:
            self.leaders = queries.leaders_of(self.row)
            for group in self.row.groups:
                field = self.fields[self.granter_field(group)]
                field.queryset = Person.objects.filter(
                    pk__in=sorted(self.leaders.get(group.pk, ()))
                )
                field.initial = next(
                    (
                        seat.person_id
                        for seat in self.seats
                        if seat.role == G.LEADER and seat.group_id == group.pk
                    ),
                    None,
                )
            self.fields["attending"].queryset = people_of(self.row.groups, self.row.day).exclude(
                pk__in=[seat.person_id for seat in self.seats]
            )

    def granter_field(self, group: Any) -> str:
        """Name of the field that says who granted leave in a group."""
        return "approved_by" if group.pk == self.row.group_id else f"approved_by_{group.pk}"

    def offer(self, people: Iterable[Person]) -> None:
        """Draw the choices out of the people of the groups, where they are known, instead of asking
        for them field by field.
        """
        names, seated = (
            {person.pk: self.fields["attending"].label_from_instance(person) for person in people},
            {seat.person_id for seat in self.seats},
        )
        for group in self.row.groups:
            self.fields[self.granter_field(group)].choices = [
                ("", "–"),
                *((pk, names[pk]) for pk in sorted(self.leaders.get(group.pk, ())) if pk in names),
            ]
        self.fields["attending"].choices = [
            (pk, name) for pk, name in names.items() if pk not in seated
        ]

    def lines(self) -> list[dict[str, Any]]:
        """The roll, for the layout: the seat, its field, its taps with their tones, and in joint
        study the group that begins with it.
        """
        names = (
            {group.pk: group.unit.short or group.unit.name for group in self.row.groups}
            if self.others
            else {}
        )
        roll_lines: list[dict[str, Any]] = []
        for seat in self.seats:
            bound = self[f"status_{seat.person_id}"]
            chosen = bound.value()
            taps = [
                {
                    "id": f"{bound.auto_id}_{at}",
                    "value": code,
                    "word": word,
                    "tone": tone,
                    "checked": code == chosen,
                }
                for at, (code, word, tone) in enumerate(SEATS)
            ]
            begins = not roll_lines or roll_lines[-1]["seat"].group_id != seat.group_id
            roll_lines.append(
                {
                    "seat": seat,
                    "field": bound,
                    "taps": taps,
                    "group": names.get(seat.group_id, "") if begins else "",
                }
            )
        return roll_lines

    def granted_fields(self) -> list[Any]:
        """In joint study: who granted leave in each of the other groups."""
        return [self[f"approved_by_{group.pk}"] for group in self.others]

    def given(self) -> dict[str, Any]:
        marks_by_person = {
            seat.person_id: self.cleaned_data[f"status_{seat.person_id}"].partition("-")
            for seat in self.seats
        }
        return {
            "marks": {uid: status for uid, (status, _dash, _reason) in marks_by_person.items()},
            "reasons": {
                uid: reason for uid, (_status, _dash, reason) in marks_by_person.items() if reason
            },
            "approved_by": self.cleaned_data["approved_by"],
            "granted": {
                group.pk: person
                for group in self.others
                if (person := self.cleaned_data[f"approved_by_{group.pk}"]) is not None
            },
            "attending": list(self.cleaned_data["attending"]),
        }


class CorrectAttendanceForm(ActForm):
    act = acts.correct_attendance
    person = PersonField(label=pgettext_lazy("attendance", "Who"))
    status = forms.ChoiceField(
        label=_("Attendance"), choices=[(mark.value, mark.label) for mark in MARKS]
    )
    leave = needed(
        forms.ChoiceField(
            label=_("Reason of the leave"),
            choices=[("", "–"), *LeaveReason.choices],
            required=False,
        ),
        _("needed for leave"),
    )
    approved_by = PersonField(label=_("Leave granted by"), required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=200)

    def build(self) -> None:
        if self.row is not None:
            self.fields["person"].queryset = Person.objects.filter(
                pk__in=self.row.attendance.exclude(status=Status.ATTENDING).values("person")
            ).order_by("name")
            self.fields["approved_by"].queryset = Person.objects.filter(
                pk__in=sorted(set().union(*queries.leaders_of(self.row).values()))
            )


class AmendAttendanceForm(CorrectAttendanceForm):
    act = acts.amend_attendance


class RecordMakeUpForm(ActForm):
    act = acts.record_make_up
    person = PersonField(label=pgettext_lazy("attendance", "Who"))
    on = _day(_("Made up on"))
    how = forms.CharField(
        label=pgettext_lazy("make-up", "How"),
        max_length=200,
        help_text=_("What was read or heard; no length of time."),
    )

    def build(self) -> None:
        self.fields["on"].initial = clock.today
        if self.row is not None:
            owing = [status for status in Status.values if owes(status)]
            lines = self.row.attendance.filter(status__in=owing, made_up_on__isnull=True)
            if len(self.row.groups) > 1:
                lines = lines.filter(pk__in=queries.own_make_ups(self.person, self.row))
            self.fields["person"].queryset = Person.objects.filter(
                pk__in=lines.values("person")
            ).order_by("name")


class PlaceInSeriesForm(ActForm):
    act = acts.place_in_series
    series = ThingField(LocalSeries, label=_("Local series"), required=False, empty=_("none"))

    def build(self) -> None:
        if self.row is not None:
            self.fields["series"].queryset = (
                LocalSeries.objects.visible_to(self.person)
                .filter(
                    Q(pk__in=LocalSeries.objects.holding(self.row.day).values("pk"))
                    | Q(pk=self.row.series_id)
                )
                .order_by("name", "pk")
            )
            self.fields["series"].initial = self.row.series_id


class RecordReachForm(ActForm):
    """A number for each village: those below the units that study first; what stays empty was not
    reached.
    """

    act = acts.record_reach
    opens_with = ()
    ROWS = 6
    layout = "study_sessions/record_reach.html"

    def build(self) -> None:
        reached = (
            dict(self.row.reached.values_list("unit", "listened")) if self.row is not None else {}
        )
        villages = Unit.objects.active().filter(kind=UnitKind.VILLAGE)
        below = Q(pk__in=list(reached))
        for group in self.row.groups if self.row is not None else []:
            below |= Q(path__startswith=group.unit.path)
        villages = villages.annotate(
            far=Case(When(below, then=Value(0)), default=Value(1))
        ).order_by("far", "thing__made_at", "pk")
        names = [
            (pk, f"{parent or ''} {name}".strip())
            for pk, name, parent in villages.values_list("pk", "name", "parent__name")[:1000]
        ]
        filled = list(reached.items())
        for at in range(1, max(self.ROWS, len(filled) + 3) + 1):
            code, number = filled[at - 1] if at <= len(filled) else ("", None)
            self.fields[f"unit_{at}"] = forms.ChoiceField(
                label=_now("Village or community %(number)s") % {"number": at},
                choices=[("", "–"), *names],
                required=False,
                initial=code,
            )
            self.fields[f"listened_{at}"] = forms.IntegerField(
                label=_now("How many listened there"),
                required=False,
                min_value=0,
                max_value=acts.MOST_LISTENERS,
                initial=number,
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """(village, number) of each row, for the layout."""
        return [
            (self[name], self[name.replace("unit_", "listened_")])
            for name in self.fields
            if name.startswith("unit_")
        ]

    def clean(self) -> dict[str, Any]:
        cleaned, seen = super().clean(), set()
        for name in [name for name in self.fields if name.startswith("unit_")]:
            number = name.replace("unit_", "listened_")
            if cleaned.get(name) and not cleaned.get(number):
                self.add_error(number, _now("Say how many listened there."))
            if cleaned.get(name) in seen:
                self.add_error(name, _now("This village stands above already."))
            seen |= {cleaned.get(name)} - {"", None}
        return cleaned

    def given(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "listened": {
                cleaned[name]: cleaned[name.replace("unit_", "listened_")]
                for name in self.fields
                if name.startswith("unit_") and cleaned[name]
            }
        }


class _SpeechForm(ActForm):
    def questions(self, line: Speech | None = None) -> None:
        for name, word, help_ in QUESTIONS:
            self.fields[name] = _text(word, help_text=help_, initial=getattr(line, name, ""))
        self.fields["text"] = _text(
            _("Main points"),
            help_text=_("Only what the four answers do not hold."),
            initial=getattr(line, "text", ""),
        )


class AddSpeechForm(_SpeechForm):
    act = acts.add_speech
    person = PersonField(label=_("Speaker"))
    kind = forms.ChoiceField(
        label=_("Kind of speech"),
        choices=SpeechKind.choices,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        initial=SpeechKind.DISCUSSION,
    )

    def build(self) -> None:
        self.questions()
        if self.row is not None:
            self.fields["person"].queryset = people_of(self.row.groups, self.row.day)
            self.fields["person"].initial = self.person.pk


class CorrectSpeechForm(_SpeechForm):
    """The speech is chosen in the address (``?speech=``) or in the form; its text comes with it."""

    act = acts.correct_speech
    opens_with = ("speech",)
    speech = forms.ModelChoiceField(Speech.objects.none(), label=_("Speech"))

    def build(self) -> None:
        line = None
        if self.row is not None:
            speeches = self.row.speeches.select_related("person")
            self.fields["speech"].queryset = speeches
            chosen = str(self.data.get("speech") or self.initial.get("speech") or "")
            line = next((speech for speech in speeches if str(speech.pk) == chosen), None) or (
                speeches[0] if len(speeches) == 1 else None
            )
            self.fields["speech"].initial = line.pk if line else None
        self.questions(line)


class AddGuestForm(ActForm):
    act = acts.add_guest
    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=pgettext_lazy("guest", "Comes as"), choices=GuestKind.choices)
    organisation = forms.CharField(
        label=pgettext_lazy("guest", "From"),
        max_length=100,
        required=False,
        help_text=_("Enterprise, village, office."),
    )
    filing = forms.CharField(
        label=_("Filing number"),
        max_length=60,
        required=False,
        help_text=_("Of a lecturer from outside."),
    )


class NoteRaisedForm(ActForm):
    act = acts.note_raised
    kind = forms.ChoiceField(
        label=_("Becomes"),
        choices=RaisedKind.choices,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        initial=RaisedKind.PROBLEM,
    )
    text = _text(_("In a sentence"), 2, required=True, max_length=500)
    guest = forms.ModelChoiceField(Guest.objects.none(), label=_("Said by a guest"), required=False)
    person = PersonField(label=_("Said by a member"), required=False)
    said_by = forms.CharField(label=_("Said by somebody else"), max_length=60, required=False)
    part = forms.ChoiceField(
        label=_("In which part"), choices=[("", "–"), *Part.choices], required=False
    )
    unit = ThingField(Unit, label=_("Who deals with it"), required=False)
    due = _day(_("By when"), required=False)

    def build(self) -> None:
        if self.row is not None:
            self.fields["guest"].queryset = self.row.guests.all()
            self.fields["person"].queryset = people_of(self.row.groups, self.row.day)
            self.fields["unit"].queryset = Unit.objects.active().in_roster_order()
            if self.row.kind == Kind.SPECIAL:
                self.fields["kind"].initial = RaisedKind.MEASURE
                self.fields["about"] = ThingChoice(label=_("About which result"), required=False)
                self.fields["about"].offer(queries.brought_to(self.person, self.row))
                self.order_fields(["kind", "text", "about"])
            else:
                self.fields["kind"].choices = [
                    choice for choice in RaisedKind.choices if choice[0] != RaisedKind.OUTCOME
                ]


class WritePartForm(ActForm):
    """One of the three parts; ``?part=`` chooses which, what is written comes with it."""

    act = acts.write_part
    opens_with = ("part",)
    part = forms.ChoiceField(
        label=_("Part"), choices=Part.choices, widget=forms.RadioSelect(attrs={"class": "is-tap"})
    )
    begins = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=pgettext_lazy("session", "Where"), max_length=120)
    place_kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind.choices)
    people = forms.CharField(
        label=_("With whom"),
        max_length=200,
        required=False,
        help_text=_("Who led, who was there from outside."),
    )
    what = _text(_("What was done"), required=True)
    result = _text(pgettext_lazy("part", "What came of it"))

    def build(self) -> None:
        chosen = str(self.data.get("part") or self.initial.get("part") or "")
        self.fields["part"].initial = chosen if chosen in Part.values else Part.ON_SITE
        filled_fields = (
            self.row.parts.get(self.fields["part"].initial, {}) if self.row is not None else {}
        )
        for name, words in filled_fields.items():
            self.fields[name].initial = words
        if not filled_fields and self.row is not None:
            self.fields["place"].initial, self.fields["place_kind"].initial = (
                self.row.place,
                self.row.place_kind,
            )

    def given(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if isinstance(cleaned["begins"], dt.time):
            cleaned["begins"] = cleaned["begins"].strftime("%H:%M")
        return {name: words for name, words in cleaned.items() if words not in (None, "")}


class WriteMinutesForm(ActForm):
    act = acts.write_minutes
    minutes = _text(
        _("Minutes"),
        18,
        required=True,
        help_text=_("Built from the record; change what needs other words."),
    )

    def build(self) -> None:
        if self.row is not None and not self.is_bound:
            self.fields["minutes"].initial = self.row.minutes or queries.draft_of_minutes(self.row)


class AmendMinutesForm(ActForm):
    act = acts.amend_minutes
    minutes = _text(
        _("Minutes"), 18, required=True, help_text=_("What stood there before stays on record.")
    )
    reason = _text(_("Reason"), 2, required=True)

    def build(self) -> None:
        if self.row is not None and not self.is_bound:
            self.fields["minutes"].initial = self.row.minutes


class ReturnMinutesForm(ActForm):
    act = acts.return_minutes
    reason = _text(_("Reason"), required=True)


class FilterForm(forms.Form):
    """The conditions of the list of sessions, sent by GET."""

    narrows = True  # conditions of a list: each may stay open

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label=_("Kind of session"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", "–"),
            ("ahead", pgettext_lazy("sessions", "still to come")),
            ("happened", pgettext_lazy("sessions", "held")),
            *State.choices,
        ],
    )
    group = forms.ChoiceField(label=_("Study group"), required=False)

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], person: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "–"), *kinds]
        groups = (
            StudyGroup.objects.visible_to(person)
            .filter(until__isnull=True)
            .in_roster_order()
            .values_list("pk", "unit__name")
        )
        self.fields["group"].choices = [("", "–"), *groups]
