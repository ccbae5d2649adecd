"""Forms of the acts on campaigns."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.bonds.joining import JOINING
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ThingChoice, day_field, text_field
from zhixing.foundation.machinery.things.models import Thing, ThingQuerySet
from zhixing.foundation.spine.orgs.models import Unit

from . import acts, may
from .models import Campaign


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name of the campaign"), max_length=120)


def _aim() -> forms.CharField:
    return text_field(_("What it is for"), 3)


def _since() -> forms.DateField:
    return day_field(pgettext_lazy("campaign", "From"))


def _until() -> forms.DateField:
    return day_field(pgettext_lazy("campaign", "Until"), help_text=_("This day is included."))


class FoundCampaignForm(ActForm[Unit]):
    act = acts.found_campaign
    name = _name()
    aim = _aim()
    since = _since()
    until = _until()

    def build(self) -> None:
        today = clock.today()
        self.fields["since"].initial = today
        self.fields["until"].initial = dt.date(today.year, 12, 31)


class ChangeCampaignForm(ActForm[Campaign]):
    act = acts.change_campaign
    name = _name()
    aim = _aim()
    since = _since()
    until = _until()

    def build(self) -> None:
        if self.row is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(self.row, name)


class _EntryForm(ActForm[Campaign]):
    """Which session or deed, and why."""

    opens_with = ("thing",)
    thing = ThingChoice(label=_("Session or deed"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def build(self) -> None:
        if self.row is None:
            return
        self.offer("thing", self._own(self._things()))

    def _things(self) -> ThingQuerySet[Thing]:
        raise NotImplementedError

    def _own(self, things: ThingQuerySet[Thing]) -> ThingQuerySet[Thing]:
        """What this person may put in or take out; what the page came from stands first."""
        if not may.KEEPS.allows(self.reader, self.row):
            things = things.filter(group__in=sorted(may.kept_groups(self.reader)))
        named = str(self.initial.get("thing") or "")
        first = Case(When(pk=named, then=Value(0)), default=Value(1))
        return things.order_by(first, "-made_at", "pk")


class PutIntoCampaignForm(_EntryForm):
    """What was done since it began is offered, and what the page came from."""

    act = acts.put_into_campaign

    def _things(self) -> ThingQuerySet[Thing]:
        campaign = self.row
        named = str(self.data.get("thing") or self.initial.get("thing") or "")
        recent = Q(changed_at__date__gte=campaign.since) | Q(pk=named)
        things = Thing.objects.visible_to(self.reader).filter(recent, kind__in=list(JOINING))
        return things.exclude(pk__in=campaign.entries.values("thing"))


class TakeOutOfCampaignForm(_EntryForm):
    act = acts.take_out_of_campaign

    def _things(self) -> ThingQuerySet[Thing]:
        things = Thing.objects.visible_to(self.reader)
        return things.filter(pk__in=self.row.entries.values("thing"))


class EndCampaignForm(ActForm[Campaign]):
    act = acts.end_campaign
    result = text_field(
        _("What came of it, in words"),
        4,
        help_text=_("The numbers stand there by themselves; say what changed."),
    )
