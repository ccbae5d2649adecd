"""Forms of the attendance: the sheet, its corrections, what was made up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    day_field,
    field_of,
    needed,
)
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.forms import PeopleField, PersonField
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.models import StudySession

from .. import acts, may, queries
from ..rules import (
    MARKS,
    LeaveReason,
    Status,
    owes,
)

SEATS = [
    (Status.PRESENT.value, Status.PRESENT.label, "done"),
    *[(f"{Status.LEAVE}-{reason}", word, "soon") for reason, word in LeaveReason.choices],
    (Status.ABSENT.value, Status.ABSENT.label, "over"),
]


def _taps(bound: forms.BoundField) -> list[dict[str, Any]]:
    """The choices of one line, as the layout draws them."""
    chosen = bound.value()
    return [
        {
            "id": f"{bound.auto_id}_{at}",
            "value": code,
            "word": word,
            "tone": tone,
            "checked": code == chosen,
        }
        for at, (code, word, tone) in enumerate(SEATS)
    ]


class TakeAttendanceForm(ActForm[StudySession]):
    """One line for everybody expected, one tap each: present, on leave (three reasons), absent. All
    present unless said otherwise.
    """

    act = acts.take_attendance
    layout = "study_sessions/take_attendance.html"

    def build(self) -> None:
        self.seats = queries.expected_at(self.row) if self.row is not None else []
        self.others = self.row.groups[1:] if self.row is not None else []
        for seat in self.seats:
            self._add_line(seat)
        self._add_granters()
        self.fields["attending"] = PeopleField(
            label=_("Also attended"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Invited members and attendees."),
        )
        if self.row is None:
            return
        self.leaders = queries.leaders_of(self.row)
        for group in self.row.groups:
            self._offer_granters(group)
        self.offer(
            "attending",
            people_of(self.row.groups, self.row.day).exclude(
                pk__in=[seat.person_id for seat in self.seats]
            ),
        )

    def _add_line(self, seat: Membership) -> None:
        words = {"name": seat.person.name, "why": seat.get_role_display()}
        self.fields[f"status_{seat.person_id}"] = forms.ChoiceField(
            label=_now("%(name)s (%(why)s)") % words,
            choices=[(code, word) for code, word, _tone in SEATS],
            initial=Status.PRESENT.value,
            widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        )

    def _add_granters(self) -> None:
        self.fields["approved_by"] = PersonField(
            label=_("Leave granted by"),
            required=False,
            help_text=_("The leader, or the leader's substitute."),
        )
        for group in self.others:
            words = {"group": group.unit.short or group.unit.name}
            self.fields[f"approved_by_{group.pk}"] = PersonField(
                label=_now("Leave granted by, for %(group)s") % words, required=False
            )

    def _offer_granters(self, group: StudyGroup) -> None:
        """Those who may grant leave in the group; the leader is chosen."""
        field = field_of(self, self.granter_field(group), PersonField)
        field.queryset = Person.objects.filter(pk__in=sorted(self.leaders.get(group.pk, ())))
        leaders = filter(may.is_leader, self.seats)
        own = (seat.person_id for seat in leaders if seat.group_id == group.pk)
        field.initial = next(own, None)

    def granter_field(self, group: Any) -> str:
        """Name of the field that says who granted leave in a group."""
        return "approved_by" if group.pk == self.row.group_id else f"approved_by_{group.pk}"

    def offer_people(self, people: Iterable[Person]) -> None:
        """Draw the choices out of the people of the groups, where they are known, instead of asking
        for them field by field.
        """
        attending = field_of(self, "attending", PeopleField)
        names = {person.pk: attending.label_from_instance(person) for person in people}
        seated = {seat.person_id for seat in self.seats}
        for group in self.row.groups:
            field_of(self, self.granter_field(group), forms.ChoiceField).choices = [
                ("", "–"),
                *((pk, names[pk]) for pk in sorted(self.leaders.get(group.pk, ())) if pk in names),
            ]
        attending.choices = [(pk, name) for pk, name in names.items() if pk not in seated]

    def lines(self) -> list[dict[str, Any]]:
        """The roll, for the layout: the seat, its field, its taps with their tones, and in joint
        study the group that begins with it.
        """
        groups = self.row.groups if self.others else []
        names = {group.pk: group.unit.short or group.unit.name for group in groups}
        roll_lines: list[dict[str, Any]] = []
        before = None
        for seat in self.seats:
            bound = self[f"status_{seat.person_id}"]
            begins = seat.group_id != before
            before = seat.group_id
            name = names.get(seat.group_id, "") if begins else ""
            roll_lines.append({"seat": seat, "field": bound, "taps": _taps(bound), "group": name})
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


class CorrectAttendanceForm(ActForm[StudySession]):
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
    approved_by = needed(
        PersonField(label=_("Leave granted by"), required=False),
        _("needed for leave, but for the leader's own"),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=200)

    def build(self) -> None:
        if self.row is not None:
            self.offer(
                "person",
                Person.objects.filter(
                    pk__in=self.row.attendance.exclude(status=Status.ATTENDING).values("person")
                ).order_by("name"),
            )
            self.offer(
                "approved_by",
                Person.objects.filter(
                    pk__in=sorted(set().union(*queries.leaders_of(self.row).values()))
                ),
            )


class AmendAttendanceForm(CorrectAttendanceForm):
    act = acts.amend_attendance


class RecordMakeUpForm(ActForm[StudySession]):
    act = acts.record_make_up
    person = PersonField(label=pgettext_lazy("attendance", "Who"))
    on = day_field(_("Made up on"))
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
                lines = lines.filter(pk__in=queries.own_make_ups(self.reader, self.row))
            self.offer(
                "person", Person.objects.filter(pk__in=lines.values("person")).order_by("name")
            )
