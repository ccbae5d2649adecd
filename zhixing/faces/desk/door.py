"""What the door of the demo shows: the loop with what is in it now, the stops of the tour, as whom
one may enter, and what did not go smoothly. Its number of queries is constant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from zhixing.demo.tour.players import PLAYERS, Player, usernames
from zhixing.demo.tour.scenes import CONTRASTS, RESIDENT, STOPS, Opened, Scene, captions, opened
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.people.models import PUBLIC, Account

from .loop_numbers import Quarter, Threads, quarters, threads

LOOKS_AS = "office"  # of the cast: may open what the numbers of the loop count


@dataclass(frozen=True)
class Card:
    """A scene, with the day and the name of what it opens."""

    scene: Scene
    number: int
    caption: str


@dataclass(frozen=True)
class Role:
    """As whom one may enter, and who that is."""

    player: Player
    name: str


@dataclass(frozen=True, kw_only=True)
class DoorPage:
    """The door of the demo. ``threads``: nothing until the worker has counted them;
    ``reset_at``: nothing where the county is not given back each night.
    """

    title: str
    groups: int
    looks_as: str
    quarters: list[Quarter]
    threads: Threads | None
    counted_at: dt.datetime
    reset_at: str
    stops: list[Card]
    contrasts: list[Card]
    roles: list[Role]


def door_page() -> DoorPage:
    """Everything on it is what the county holds now."""
    accounts, now = _accounts(), clock.now()
    account, today = accounts.get(LOOKS_AS), clock.day_of(now)
    looks = keep_holdings(account.person) if account is not None else PUBLIC
    stops, contrasts = opened(STOPS.in_order()), opened(CONTRASTS.in_order())
    words = captions([*stops, *contrasts])
    return DoorPage(
        title=_("Demo"),
        groups=StudyGroup.objects.active().count(),
        looks_as=LOOKS_AS,
        quarters=quarters(looks, today),
        threads=threads(today.year),
        counted_at=now,
        reset_at=settings.ZHIXING_DEMO_RESET,
        stops=_cards(stops, words),
        contrasts=_cards(contrasts, words),
        roles=_roles(accounts),
    )


def _accounts() -> dict[str, Account]:
    rows = Account.objects.filter(username__in=usernames(), is_active=True)
    return {account.username: account for account in rows.select_related("person")}


def _cards(scenes: Iterable[Opened[Any]], words: dict[str, str]) -> list[Card]:
    return [Card(opening.scene, opening.number, words[opening.scene.key]) for opening in scenes]


def _roles(accounts: dict[str, Account]) -> list[Role]:
    """Those of the cast who are there; the resident needs no account."""
    names = {name: account.person.name for name, account in accounts.items()}
    names[RESIDENT] = _("no log-in")
    return [Role(player, names[player.username]) for player in PLAYERS if player.username in names]
