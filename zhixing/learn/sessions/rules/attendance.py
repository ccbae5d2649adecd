"""Who came, and who makes up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """实到, 请假, 缺席; 列席 for those who are not members."""

    PRESENT = "PRESENT", pgettext_lazy("attendance", "present")
    LEAVE = "LEAVE", pgettext_lazy("attendance", "on leave")
    ABSENT = "ABSENT", pgettext_lazy("attendance", "absent")
    ATTENDING = "ATTENDING", pgettext_lazy("attendance", "attending")


STATUS_TONES: dict[str, str] = {
    Status.PRESENT: "done",
    Status.LEAVE: "soon",
    Status.ABSENT: "over",
    Status.ATTENDING: "none",
}
MARKS = (Status.PRESENT, Status.LEAVE, Status.ABSENT)


class LeaveReason(models.TextChoices):
    """Why somebody is on leave; nothing more is asked (no health data)."""

    DUTY = "DUTY", pgettext_lazy("leave", "official duty")
    LEAVE = "LEAVE", pgettext_lazy("leave", "own leave")
    OTHER = "OTHER", pgettext_lazy("leave", "other")


@dataclass(frozen=True)
class Seat:
    """One line of the attendance sheet. ``person`` is an opaque id."""

    person: str
    status: str
    made_up: bool = False


@dataclass(frozen=True)
class Rate:
    """n of N with the seats behind it: N are those expected (attendees and guests are left out)."""

    numerator: int
    denominator: int
    rows: tuple[Seat, ...] = field(default_factory=tuple)


def attendance_rate(seats: Iterable[Seat], with_make_ups: bool = False) -> Rate:
    """Present of expected; ``with_make_ups`` also counts an absence that was made up."""
    rows = tuple(seat for seat in seats if seat.status != Status.ATTENDING)
    return Rate(
        sum(came(seat.status) or (with_make_ups and seat.made_up) for seat in rows), len(rows), rows
    )


def came(status: str) -> bool:
    """Whether whoever has this status was there in person."""
    return status == Status.PRESENT


def owes(status: str) -> bool:
    """Everybody expected who was not there makes up, on leave or not (domain.md 2.1)."""
    return status in (Status.LEAVE, Status.ABSENT)


def make_ups(seats: Iterable[Seat], open_only: bool = False) -> list[Seat]:
    """Who must make up; ``open_only``: who still must."""
    return [seat for seat in seats if owes(seat.status) and not (open_only and seat.made_up)]
