"""First steps of a county: it is there, somebody keeps its office, and can log in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import ADMINISTRATORS
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from . import may
from .models import Account, Appointment, Person

FOR_PROBLEMS = (R.DISPATCHER, R.CLERK, R.VERIFIER)


def _posts(*roles: str) -> QuerySet[Appointment]:
    return Appointment.objects.in_force(clock.today()).filter(role__in=roles)


def _not_administrators() -> QuerySet[Person]:
    return Person.objects.active().exclude(pk__in=_posts(*ADMINISTRATORS).values("person"))


def _accounts_of_the_office() -> QuerySet[Any]:
    return Account.objects.filter(is_active=True, person__in=_posts(R.OFFICE).values("person"))


first_step(
    FirstStep(
        key="county",
        place=10,
        title=_("The county"),
        says=_("It was founded by whoever set the site up."),
        minutes=1,
        whose=may.OFFICE,
        role=R.OFFICE.label,
        rows=Unit.objects.all,
        label=_("Look at it"),
        begin=lambda code: reverse("thing", args=[code]),
        tells=lambda count: ngettext("%(count)s unit", "%(count)s units", count) % {"count": count},
    )
)
first_step(
    FirstStep(
        key="office_person",
        place=20,
        title=_("Who keeps the office"),
        says=_("Add the person who will set the county up: name and post."),
        minutes=1,
        whose=may.OPENS,
        role=R.SYS.label,
        rows=_not_administrators,
        label=_("Add the person"),
        begin=lambda code: act_url(code, "register_person"),
        watched=may.GRANTS,
    )
)
first_step(
    FirstStep(
        key="office_role",
        place=21,
        after="office_person",
        title=_("The role of the office"),
        says=_("Give it to that person, for the whole county."),
        minutes=1,
        whose=may.GRANTS,
        role=R.SEC.label,
        rows=lambda: _posts(R.OFFICE),
        label=_("Give the role"),
        begin=lambda code: f"{act_url(code, 'appoint')}?{urlencode({'role': R.OFFICE.value})}",
        watched=may.OPENS,
    )
)
first_step(
    FirstStep(
        key="office_account",
        place=22,
        after="office_role",
        title=_("The account of the office"),
        says=_("A strip of paper with a first password, handed over in person."),
        minutes=2,
        whose=may.OPENS,
        role=R.SYS.label,
        rows=_accounts_of_the_office,
        label=_("Give the account"),
        begin=lambda _code: f"{reverse('accounts:give')}?who=roles",
    )
)
first_step(
    FirstStep(
        key="roles",
        place=45,
        after="roster",
        title=_("Roles for problems"),
        says=_("Who dispatches, who is clerk of a unit, who verifies: before the first problem."),
        minutes=10,
        whose=may.GRANTS,
        role=R.SEC.label,
        rows=lambda: _posts(*FOR_PROBLEMS),
        label=_("Give the roles"),
        begin=lambda code: f"{act_url(code, 'appoint')}?{urlencode({'role': R.DISPATCHER.value})}",
    )
)
