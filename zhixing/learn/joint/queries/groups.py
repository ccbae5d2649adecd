"""What the pages of joint groups show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.page import ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line, Panel
from zhixing.foundation.spine.groups.may import looks_into
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.ui.words import datewords

from .. import studied
from ..acts import found_joint
from ..models import JointGroup
from ..rules import State


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
        Crumb(_("Joint study"), reverse("joint:list")),
        *more,
    ]


def period(joint: JointGroup) -> str:
    return (
        _("%(since)s to %(until)s")
        % {"since": datewords(joint.since), "until": datewords(joint.until)}
        if joint.until
        else _("since %(since)s") % {"since": datewords(joint.since)}
    )


def own_groups(person: Any) -> list[StudyGroup]:
    """Groups for which this person may found a joint group, at most a handful on a page."""
    held = holdings(person).group_codes()
    return (
        list(
            StudyGroup.objects.active()
            .filter(found_joint.open_q(person), pk__in=sorted(held))
            .select_related("thing", "unit")[:5]
        )
        if held
        else []
    )


@dataclass(frozen=True, kw_only=True)
class JointPage(ThingPage):
    """One joint group, with who studies together what."""

    joint: JointGroup
    groups: list[Line]
    sessions: list[Line]
    plan_url: str


def joint_page(person: Any, code: str) -> JointPage:
    """One joint group: who leads, who studies with it, why and how long, and what they have studied
    together.
    """
    joint = get_object_or_404(
        JointGroup.objects.visible_to(person).select_related("thing", "unit", "group__unit__thing"),
        pk=code,
    )
    groups = _groups_of(joint)
    members = _members(groups)
    sessions = list(studied.record().sessions(person, joint)[:200])
    held = sum(session.happened for session in sessions)
    numbers = {"groups": len(groups), "held": held, "count": len(sessions)}
    plans = joint.state == State.RUNNING and studied.record().may_plan(person, joint.group)
    return JointPage.of(
        person,
        joint,
        crumbs=crumbs(Crumb(joint.pk)),
        joint=joint,
        lead=_(
            "Groups: %(groups)s; studied together, sessions held of those planned: "
            "%(held)s / %(count)s."
        )
        % numbers,
        facts=_facts(joint),
        groups=[_group_line(joint, group, members.get(group.pk, 0)) for group in groups],
        sessions=[_session_line(session) for session in sessions],
        plan_url=act_url(joint.group_id, "plan_session") if plans else "",
    )


def _groups_of(joint: JointGroup) -> list[StudyGroup]:
    """The one that leads first, then the others in the order of the roster."""
    partners = joint.partners.select_related("thing", "unit__thing").in_roster_order()
    return [joint.group, *partners]


def _members(groups: list[StudyGroup]) -> dict[str, int]:
    """Group -> how many study in it today."""
    today = Membership.objects.in_force(clock.today()).studying()
    rows = today.filter(group__in=[group.pk for group in groups]).values_list("group")
    return dict(rows.annotate(Count("person", distinct=True)).order_by())


def _facts(joint: JointGroup) -> list[Fact]:
    lead = joint.group
    return [
        Fact(_("Leads and keeps the record"), lead.name, url=lead.url),
        Fact(_("Joined by"), joint.get_why_display()),
        Fact(pgettext("joint group", "Period"), period(joint)),
        Fact(_("Reason"), joint.reason, wide=True),
    ]


def _group_line(joint: JointGroup, group: StudyGroup, members: int) -> Line:
    note = ngettext("%(count)s member", "%(count)s members", members) % {"count": members}
    return Line(
        group.name,
        group.url,
        note=note,
        word=_("leads") if group.pk == joint.group_id else "",
        tone="going",
    )


def _session_line(session: Any) -> Line:
    return Line(
        session.title,
        session.url,
        note=f"{datewords(session.day)} · {session.topic.title}",
        word=str(session.state_word(session.state)),
        tone=session.tone,
    )


def joint_study_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a group, for those who look into it: its joint groups, and whom it could study
    with. One query.
    """
    if row.KIND != "group" or row.until is not None or person is None or person.pk is None:
        return None
    if not looks_into(person, row):
        return None
    running = (
        JointGroup.objects.visible_to(person)
        .of_groups(row.pk)
        .filter(state=State.RUNNING)
        .select_related("thing")
        .order_by("since", "pk")
    )
    return Panel(
        _("Joint study"),
        lines=[Line(joint.name, joint.url, note=joint.get_why_display()) for joint in running],
        url=reverse("joint:partners", args=[row.pk]),
        label=_("Whom to study with"),
    )
