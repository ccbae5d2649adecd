"""Forms of the acts on reading."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, ThingField, text_field
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.reading.models import SelfStudy

from . import acts
from .models import Reading
from .rules import Kind


class SetReadingForm(ActForm):
    act: ClassVar[AnyAct] = acts.set_reading
    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("How it is read"), choices=Kind.choices)
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=200,
        help_text=_("Publisher, document number, or where it is found."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    required = forms.BooleanField(label=_("Required reading"), required=False, initial=True)
    topic = ThingField(Topic, label=_("Topic"), required=False)

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year
        self.offer(
            "topic", Topic.objects.filter(group__isnull=True).order_by("-year", "first_month")
        )


class AddReadingForm(SetReadingForm):
    act = acts.add_reading

    def build(self) -> None:
        super().build()
        if self.row:
            self.offer(
                "topic",
                Topic.objects.filter(Q(group__isnull=True) | Q(group=self.row)).order_by(
                    "-year", "first_month"
                ),
            )


class TakeOffReadingForm(ReasonForm):
    act = acts.take_off_reading


class WriteSelfStudyForm(ActForm[StudyGroup]):
    act = acts.write_self_study
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    books = text_field(_("Books and articles, one in a line"), 5, required=False)
    focus = text_field(
        _("What I want to look into"),
        3,
        required=False,
        help_text=_(
            "Nobody must write such a plan. It is yours; the leader reads it once you hand it over."
        ),
    )

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year


class CorrectSelfStudyForm(ActForm[SelfStudy]):
    act = acts.correct_self_study
    books = text_field(_("Books and articles, one in a line"), 5, required=False)
    focus = text_field(_("What I want to look into"), 3, required=False)

    def build(self) -> None:
        if self.row:
            self.fields["books"].initial, self.fields["focus"].initial = (
                self.row.books,
                self.row.focus,
            )


class NoteReadForm(ActForm[SelfStudy]):
    act = acts.note_read
    reading = ThingField(Reading, label=_("Reading"))
    words = forms.CharField(
        label=_("What I keep of it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words, if you like."),
    )

    def build(self) -> None:
        if self.row:
            self.offer(
                "reading",
                Reading.objects.in_force()
                .filter(Q(group__isnull=True) | Q(group=self.row.group_id), year=self.row.year)
                .order_by("thing__made_at"),
            )


class TakeNoteBackForm(ActForm[SelfStudy]):
    act = acts.take_note_back
    reading = ThingField(Reading, label=_("Reading"))

    def build(self) -> None:
        if self.row:
            self.offer("reading", Reading.objects.filter(pk__in=self.row.notes.values("reading")))
