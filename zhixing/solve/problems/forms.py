"""Forms of the acts on problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    day_field,
    needed,
    text_field,
)
from zhixing.foundation.machinery.things.models import ThingRowQuerySet
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Appointment, Person, PersonQuerySet
from zhixing.foundation.spine.topics.models import Topic

from . import acts
from .models import Problem
from .rules import Answer, Class, Grade, Source, State

PUBLIC = _("What the reporter reads")
NOT_OFFERED = {
    "invalid_choice": _(
        "This person can not be named here: they are not of the unit, or are no responsible person."
        " Choose somebody from the list."
    )
}


def topics_here(unit: Unit | None) -> ThingRowQuerySet[Topic, Topic]:
    if unit is None:
        return Topic.objects.none()
    return (
        Topic.objects.filter(year=clock.today().year)
        .filter(Q(group__isnull=True) | Q(unit=unit))
        .order_by("first_month")
    )


def handlers(unit_id: str | None) -> PersonQuerySet:
    """People who may answer for a problem at a unit: its responsible persons first."""
    today = Appointment.objects.in_force(clock.today())
    posts = today.filter(unit=unit_id, role=RoleCode.RESPONSIBLE, person=OuterRef("pk"))
    people = Person.objects.filter(active=True, system="", unit=unit_id)
    return people.alias(answers=Exists(posts)).order_by("-answers", "name")


def who_may_answer(unit_id: str | None = None) -> PersonQuerySet:
    """Where the unit is chosen in the same form: its people and every unit's responsible persons.
    The act holds the two together.
    """
    posts = Appointment.objects.in_force(clock.today()).filter(role=RoleCode.RESPONSIBLE)
    people = Person.objects.filter(active=True, system="").select_related("unit")
    return people.filter(Q(unit=unit_id) | Q(pk__in=posts.values("person"))).order_by("name")


class DraftProblemForm(ActForm[Unit]):
    act = acts.draft_problem
    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    text = text_field(_("What exactly, where, since when"))
    source = forms.ChoiceField(
        label=_("Where it was found"), choices=Source.choices, initial=Source.OTHER
    )
    topic = ThingField(Topic, label=_("Topic"), required=False)

    def build(self) -> None:
        self.offer("topic", topics_here(self.row))


class RegisterProblemForm(ActForm[Problem]):
    act = acts.register_problem
    received_on = day_field(_("Received on"))

    def build(self) -> None:
        self.fields["received_on"].initial = clock.today()


class RegisterResidentProblemForm(ActForm[Unit]):
    act = acts.register_resident_problem
    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    text = text_field(_("What exactly, where, since when"))
    reporter_name = forms.CharField(
        label=_("Name of the reporter"),
        max_length=60,
        required=False,
        help_text=_("May stay empty. Only the office, the handling unit and the caller see it."),
    )
    reporter_phone = forms.CharField(
        label=_("Telephone of the reporter"),
        max_length=20,
        required=False,
        help_text=_(
            "Pages show it masked. The caller sees it to call back; each look is on record."
        ),
    )
    reporter_allows = forms.BooleanField(
        label=_("The responsible person may phone the reporter"),
        required=False,
        help_text=_("Ask the reporter. Without it the unit does not see the number."),
    )
    topic = ThingField(Topic, label=_("Topic"), required=False)

    def build(self) -> None:
        self.offer("topic", topics_here(self.row))


class ShowNumberForm(ActForm[Problem]):
    act = acts.show_number
    shows = {
        "reporter_name": _("Name of the reporter"),
        "reporter_phone": _("Telephone of the reporter"),
    }


class AllowPhoneForm(ReasonForm):
    act = acts.allow_phone
    reason = text_field(_("When and how the reporter said so"), 2)


class WithdrawPhoneForm(ReasonForm):
    act = acts.withdraw_phone
    reason = text_field(_("When and how the reporter said so"), 2)


class AskForInfoForm(ReasonForm):
    act = acts.ask_for_info
    public = text_field(PUBLIC, 2, required=False)


class SupplyInfoForm(ActForm[Problem]):
    act = acts.supply_info
    text = text_field(_("What the reporter added"))


class ListProblemForm(ActForm[Problem]):
    act = acts.list_problem
    kind = forms.ChoiceField(
        label=_("Class"),
        choices=Class.choices,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        help_text=_(
            "A person classes it. Common: solved together; individual: by its unit; special: one by"
            " one."
        ),
    )
    cause = text_field(_("Cause"), 2, required=False)
    aim = text_field(_("Aim"), 2, required=False)

    def build(self) -> None:
        if self.row:
            self.fields["kind"].initial = self.row.kind
            self.fields["cause"].initial = self.row.cause


class DeclineProblemForm(ReasonForm):
    act = acts.decline_problem
    public = text_field(PUBLIC, 2, required=False)


class JoinProblemForm(ActForm[Problem]):
    act = acts.join_problem
    head = ThingField(Problem, label=_("The case it belongs to"))
    reason = text_field(_("Reason"), 2, required=False)

    def build(self) -> None:
        if self.row:
            self.offer(
                "head",
                Problem.objects.open()
                .filter(head__isnull=True)
                .exclude(pk=self.row.pk)
                .exclude(state=State.DRAFT)
                .visible_to(self.reader),
            )


class TakeApartForm(ReasonForm):
    act = acts.take_apart


class CorrectProblemForm(ActForm[Problem]):
    act = acts.correct_problem
    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    text = text_field(_("What exactly, where, since when"))

    def build(self) -> None:
        if self.row:
            self.fields["title"].initial, self.fields["text"].initial = (
                self.row.title,
                self.row.text,
            )


class DispatchProblemForm(ActForm[Problem]):
    act = acts.dispatch_problem
    unit = ThingField(Unit, label=_("Responsible unit"))
    person = PersonField(
        label=_("Responsible person"),
        error_messages=NOT_OFFERED,
        required=False,
        help_text=_("One person. Left empty, the unit names one when it accepts."),
    )
    due = day_field(_("Due"), required=False)

    def build(self) -> None:
        self.offer("unit", Unit.objects.active().in_roster_order())
        self.offer("person", who_may_answer(self.row.unit_id if self.row else None))
        if self.row:
            self.fields["unit"].initial = self.row.unit_id
            self.fields["due"].help_text = _(
                "Left empty: as the norm says (working days: %(days)s)."
            ) % {"days": value("problem.answer", clock.today())}


class AcceptProblemForm(ActForm[Problem]):
    act = acts.accept_problem
    person = PersonField(label=_("Responsible person"), error_messages=NOT_OFFERED, required=False)

    def build(self) -> None:
        if self.row:
            self.offer("person", handlers(self.row.unit_id))
            self.fields["person"].initial = self.row.person_id


class ReturnProblemForm(ReasonForm):
    act = acts.return_problem


class RuleReturnForm(ReasonForm[Problem]):
    act = acts.rule_return
    unit = ThingField(Unit, label=_("Responsible unit"))
    person = PersonField(
        label=_("Responsible person"),
        error_messages=NOT_OFFERED,
        required=False,
        help_text=_("One person. Left empty, the unit names one when it accepts."),
    )

    def build(self) -> None:
        self.offer("unit", Unit.objects.active().in_roster_order())
        self.offer("person", who_may_answer(self.row.unit_id if self.row else None))


class StartProblemForm(ActForm[Problem]):
    act = acts.start_problem
    remedy = text_field(_("Remedy: what will be done"))
    cause = text_field(_("Cause"), 2, required=False)

    def build(self) -> None:
        if self.row:
            self.fields["remedy"].initial, self.fields["cause"].initial = (
                self.row.remedy,
                self.row.cause,
            )


class ContactReporterForm(ActForm[Problem]):
    act = acts.contact_reporter
    how = text_field(_("When, how, and what was said"), 3)


class ReportProgressForm(ActForm[Problem]):
    act = acts.report_progress
    reason = text_field(_("What has been done"), 3)
    public = text_field(PUBLIC, 2, required=False)


class AskExtensionForm(ReasonForm):
    act = acts.ask_extension
    days = forms.IntegerField(label=_("How many more working days"), min_value=1, max_value=60)


class DecideExtensionForm(ReasonForm):
    act = acts.decide_extension
    granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("granted")), ("no", _("refused"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
    )
    public = text_field(PUBLIC, 2, required=False)


class WaitProblemForm(ActForm[Problem]):
    act = acts.wait_problem
    until = day_field(_("Until"))
    cause = text_field(_("What it waits for, and the evidence"), 3)


class ProposeShelvingForm(ReasonForm):
    act = acts.propose_shelving


class ShelveProblemForm(ReasonForm):
    act = acts.shelve_problem
    review_on = day_field(_("To be reviewed on"), required=False)


class UnshelveProblemForm(ReasonForm):
    act = acts.unshelve_problem


class ReportSolvedForm(ActForm[Problem]):
    act = acts.report_solved
    before = text_field(_("Before: how it was"), 3)
    after = text_field(_("After: what was done, and how it is now"), 3)
    public = text_field(PUBLIC, 2, required=False)


class LinkPersonForm(ActForm[Problem]):
    act = acts.link_person
    person = PersonField(label=_("Responsible person"), error_messages=NOT_OFFERED)

    def build(self) -> None:
        if self.row:
            self.offer("person", handlers(self.row.unit_id))
            self.fields["person"].help_text = self.row.person_text


YES_NO_WORDS = {"true": "yes", "on": "yes", "1": "yes", "false": "no", "off": "no", "0": "no"}


class YesNoField(forms.TypedChoiceField):
    """An attestation: it opens blank, and is answered yes or no by whoever was there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[
                ("yes", pgettext_lazy("attestation", "yes")),
                ("no", pgettext_lazy("attestation", "no")),
            ],
            coerce=lambda word: word == "yes",
            empty_value=None,
            widget=forms.RadioSelect(attrs={"class": "is-tap"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """True and False, as machines say them, are yes and no."""
        return super().to_python(YES_NO_WORDS.get(str(value).lower(), value))


class VerifyProblemForm(ActForm[Problem]):
    act = acts.verify_problem
    solved = YesNoField(label=_("It is solved"))
    answered = YesNoField(label=_("The reporter was answered"))
    met = YesNoField(label=_("The unit met the person concerned"))
    satisfied = YesNoField(label=_("The person concerned is content"))
    found = text_field(_("What was seen on the spot"), 3)

    def build(self) -> None:
        """Nobody is asked about a reporter whom nobody knows of."""
        if self.row and not self.row.concerned:
            for name in ("answered", "met", "satisfied"):
                self.fields[name].required = False
                self.fields[name].widget = forms.HiddenInput()

    def given(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        return answers | {"observation": answers.pop("found")}


class RefuseVerificationForm(ReasonForm):
    act = acts.refuse_verification


class CallBackForm(ActForm[Problem]):
    act = acts.call_back
    answer = forms.ChoiceField(
        label=_("Is it really solved?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        help_text=_("“Partly” and “not” give it back to the unit, with a fair minimum of time."),
    )
    reason = needed(
        text_field(_("What was said, and what is still open"), 3, required=False),
        _("needed for “partly” and “not”"),
    )
    public = text_field(PUBLIC, 2, required=False)


class CloseShortForm(ActForm[Problem]):
    act = acts.close_short
    outcome = forms.ChoiceField(
        label=_("How it is closed"),
        widget=forms.RadioSelect,
        choices=[(state, state.label) for state in (State.PARTLY, State.UNSOLVED)],
    )
    public = text_field(
        _("Why no more can be done: the person concerned and the public read it"), 3
    )


class AnswerByReceiptForm(ActForm[Problem]):
    act = acts.answer_by_receipt
    answer = forms.ChoiceField(
        label=_("Is it really solved?"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.NONE],
    )
    reason = text_field(_("What is still open"), 2, required=False)


class RateByReceiptForm(ActForm[Problem]):
    act = acts.rate_by_receipt
    rating = forms.ChoiceField(label=_("How satisfied are you?"), choices=Grade.choices)
    reason = text_field(_("Reason"), 2, required=False)


class ArchiveProblemForm(ReasonForm):
    act = acts.archive_problem
    reason = text_field(_("What was seen when the effect was checked"), 3)


class ReopenProblemForm(ReasonForm):
    act = acts.reopen_problem


class WithdrawProblemForm(ReasonForm):
    act = acts.withdraw_problem


class VoidProblemForm(ReasonForm):
    act = acts.void_problem
