"""First step of the system administrator once the people are there: who can log in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.people.may import OFFICE, OPENS
from zhixing.foundation.spine.people.models import Account


def _accounts_of_secretaries() -> QuerySet[Any]:
    seats = Membership.objects.in_force(clock.today()).filter(role=GroupRoleCode.SECRETARY)
    return Account.objects.filter(is_active=True, person__in=seats.values("person"))


first_step(
    FirstStep(
        key="accounts",
        place=40,
        after="roster",
        title=_("Accounts in one go"),
        says=_("One for each study secretary; the first passwords come as paper cut into strips."),
        minutes=5,
        whose=OPENS,
        role=R.SYS.label,
        rows=_accounts_of_secretaries,
        label=_("Give the accounts"),
        begin=lambda _code: f"{reverse('accounts:give')}?who=secretaries",
        watched=OFFICE,
        tells=lambda count: (
            ngettext("%(count)s secretary has one", "%(count)s secretaries have one", count)
            % {"count": count}
        ),
    )
)
