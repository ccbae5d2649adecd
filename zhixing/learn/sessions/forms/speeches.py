"""Forms of speeches and guests."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.forms import (
    ActForm,
    text_field,
)
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.learn.sessions.models import StudySession

from .. import acts
from ..models import Speech
from ..rules import (
    QUESTIONS,
    GuestKind,
    SpeechKind,
)


class _SpeechForm(ActForm[StudySession]):
    def questions(self, line: Speech | None = None) -> None:
        for name, word, help_ in QUESTIONS:
            self.fields[name] = text_field(
                word, 3, required=False, help_text=help_, initial=getattr(line, name, "")
            )
        self.fields["text"] = text_field(
            _("Main points"),
            3,
            required=False,
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
            self.offer("person", people_of(self.row.groups, self.row.day))
            self.fields["person"].initial = self.reader.pk


class CorrectSpeechForm(_SpeechForm):
    """The speech is chosen in the address (``?speech=``) or in the form; its text comes with it."""

    act = acts.correct_speech
    opens_with = ("speech",)
    speech = forms.ModelChoiceField(Speech.objects.none(), label=_("Speech"))

    def build(self) -> None:
        line = None
        if self.row is not None:
            speeches = self.row.speeches.select_related("person")
            self.offer("speech", speeches)
            chosen = str(self.data.get("speech") or self.initial.get("speech") or "")
            line = next((speech for speech in speeches if str(speech.pk) == chosen), None) or (
                speeches[0] if len(speeches) == 1 else None
            )
            self.fields["speech"].initial = line.pk if line else None
        self.questions(line)


class AddGuestForm(ActForm[StudySession]):
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
