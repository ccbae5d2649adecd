"""The states of a session, and the kinds of what belongs to it. Codes are final."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final: 拟定, 已通知, 已召开, 已成记录, 已审签, 已取消."""

    PLANNED = "planned", pgettext_lazy("session", "planned")
    NOTICED = "noticed", pgettext_lazy("session", "notice issued")
    HELD = "held", pgettext_lazy("session", "held")
    MINUTED = "minuted", pgettext_lazy("session", "minutes written")
    SIGNED = "signed", pgettext_lazy("session", "signed off")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


AHEAD = (State.PLANNED, State.NOTICED)
HAPPENED = (State.HELD, State.MINUTED, State.SIGNED)
TONES = {
    State.PLANNED: "none",
    State.NOTICED: "going",
    State.HELD: "going",
    State.MINUTED: "going",
    State.SIGNED: "done",
    State.CANCELLED: "none",
}


class Kind(models.TextChoices):
    """The kinds a county starts with; the norm ``session.kinds`` is what may be chosen, and a
    county may add its own.
    """

    COLLECTIVE = "collective", _("collective study and discussion")
    ON_SITE = "on_site", pgettext_lazy("session kind", "on-site study")
    THREE_PART = "three_part", _("three-part session")
    THEMATIC = "thematic", _("thematic study")
    SPECIAL = "special", _("special meeting")
    EXCHANGE = "exchange", _("exchange meeting")
    JOINT = "joint", _("joint study")
    SCENE = "scene", _("study and lecture on the real scene")
    EXTENDED = "extended", _("extended study")


REACHING = (
    Kind.EXTENDED,
    Kind.SCENE,
    Kind.ON_SITE,
    Kind.THREE_PART,
)  # kinds that go out to villages; their pages ask who was reached
BROUGHT = ("measure", "research", "problem")  # kinds of results that a special meeting looks at


class PlaceKind(models.TextChoices):
    """Where study happens: not only in meeting rooms (靠前一步、在一线学)."""

    ROOM = "room", _("meeting room")
    SITE = "site", _("project site")
    RED_SITE = "red_site", _("red site")
    FIELD = "field", _("field or village")
    HALL = "hall", _("service hall")


class SpeechKind(models.TextChoices):
    KEYNOTE = "KEYNOTE", _("keynote speech")
    KEY = "KEY", _("key speech")
    DISCUSSION = "DISCUSSION", _("discussion speech")


QUESTIONS = (
    ("q1", _("First question"), _("Does it fit our place?")),
    ("q2", _("Second question"), _("What is new in the thinking?")),
    ("q3", _("Third question"), _("Which work does it drive?")),
    ("q4", _("Fourth question"), _("What effect shall be seen?")),
)


class GuestKind(models.TextChoices):
    ENTERPRISE = "enterprise", pgettext_lazy("guest", "enterprise")
    OWNER = "owner", pgettext_lazy("guest", "project owner")
    RESIDENT = "resident", pgettext_lazy("guest", "resident")
    LECTURER = "lecturer", pgettext_lazy("guest", "lecturer")


class RaisedKind(models.TextChoices):
    """What something said at a session becomes."""

    PROBLEM = "PROBLEM", pgettext_lazy("raised", "problem")
    MEASURE = "MEASURE", pgettext_lazy("raised", "measure")
    TASK = "TASK", pgettext_lazy("raised", "task")
    OUTCOME = "OUTCOME", pgettext_lazy("raised", "institutional outcome")
