"""As whom one may enter the demo, and what each of them may try first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import RoleCode

from .scenes import RESIDENT


@dataclass(frozen=True)
class Player:
    """One of the cast (by user name), and one sentence what to try as them."""

    username: str
    role: Words
    icon: str
    tries: Words


PLAYERS = (
    Player(
        "county_leader",
        RoleCode.COUNTY_LEADER.label,
        "chart-bar",
        _("See the whole county on one page, and open any number down to its rows."),
    ),
    Player(
        "office",
        RoleCode.OFFICE.label,
        "building-community",
        _("Hand a problem over to a unit with a deadline; issue a circular on the month."),
    ),
    Player(
        "organisation",
        RoleCode.ORGANISATION.label,
        "users",
        _("Open the fact sheet of a study group: its year, every figure with its rows."),
    ),
    Player(
        "secretary",
        GroupRoleCode.SECRETARY.label,
        "notebook",
        _("Issue a notice, keep a session live, and make its report in one click."),
    ),
    Player(
        "leader",
        GroupRoleCode.LEADER.label,
        "certificate",
        _("Confirm a claim or sign minutes off, on a phone."),
    ),
    Player(
        "member",
        GroupRoleCode.MEMBER.label,
        "user",
        _("Claim a topic, note a visit, and turn what was found into a problem."),
    ),
    Player(
        "clerk",
        RoleCode.CLERK.label,
        "clipboard-list",
        _("Register what a resident reports, and print the receipt."),
    ),
    Player(
        "responsible",
        RoleCode.RESPONSIBLE.label,
        "walk",
        _("Report progress on a problem, or ask for more time with a reason."),
    ),
    Player(
        "verifier",
        RoleCode.VERIFIER.label,
        "circle-check",
        _("Go and look whether a problem is solved; send it back if it is not."),
    ),
    Player(
        "caller",
        RoleCode.CALLER.label,
        "phone",
        _("Call the person concerned, and write down what they said, not what one hoped for."),
    ),
    Player(
        "arbiter",
        RoleCode.ARBITER.label,
        "scale",
        _("Decide which unit answers for a problem that two of them sent back."),
    ),
    Player(
        "publisher",
        RoleCode.PUBLISHER.label,
        "speakerphone",
        _("Put a policy in plain words onto the window for residents."),
    ),
    Player(
        "supervisor",
        RoleCode.SUPERVISOR.label,
        "eye-check",
        _("Sit in on a session, comment on it, and verify that a demand was met."),
    ),
    Player(
        RESIDENT,
        pgettext_lazy("role", "Resident"),
        "home",
        _("Without an account: look how far the own case has come, and say whether it is solved."),
    ),
)


def usernames() -> list[str]:
    """Of those who have an account."""
    return [player.username for player in PLAYERS if player.username != RESIDENT]
