"""What a room refuses: each code and each sentence stands once, in the room's ``refusals.py``.

``raise Common.DAY_FUTURE("until")``: called with the fields of the form it is about, and with the
parameters of its sentence by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .errors import BadInput, NotAllowed, NotNow, Refusal
from .words import Words


class Refusals(Enum):
    """Base of a room's refusals. A member is (code, sentence) or (code, sentence, kind); the code
    goes on record and never changes, the sentence may. ``make docs`` lists them.
    """

    code: str
    sentence: Words
    kind: type[Refusal]

    def __new__(cls, code: str, sentence: Words, kind: type[Refusal] = BadInput) -> Refusals:
        member = object.__new__(cls)
        member._value_ = len(cls.__members__)  # two sentences of one code are two members
        member.code, member.sentence, member.kind = code, sentence, kind
        return member

    @classmethod
    def of(cls, code: str) -> Refusals:
        """The member with this code, where rules without sentences name it. Raises KeyError."""
        return {member.code: member for member in cls}[code]

    def __call__(self, *fields: str, **params: Any) -> Refusal:
        """The refusal, to be raised. ``mend=`` names the act that mends what stands in the way
        (NotNow alone).
        """
        if self.kind is BadInput:
            return self.at({field: [self.sentence] for field in fields}, **params)
        return self.kind(self.code, self.sentence, **params)

    def at(self, fields: Mapping[str, Sequence[Words]], **params: Any) -> BadInput:
        """The refusal where its fields have sentences of their own."""
        return BadInput(self.code, self.sentence, fields, **params)


NOTHING_CHANGED = _("Nothing has changed.")  # of several codes


class Common(Refusals):
    """What any room may refuse, in the same words."""

    DAY_FUTURE = "day.future", _("This day has not come yet.")
    DUE_PAST = "due.past", _("Choose a day after today.")
    DATES_ORDER = "dates.order", _("The last day is before the first.")
    PERIOD_ENDS_BEFORE = "period.ends_before", _("It ends before it begins.")
    NUMBER_ODD = "number.odd", _("This can not be the number of listeners.")
    TEXT_MISSING = "text.missing", _("This is needed.")
    REASON_MISSING = "reason.missing", _("Say why it is corrected.")
    NAME_MISSING = "name.missing", pgettext_lazy("of a thing", "A name is missing.")
    TEXT_UNSEEN = (
        "text.unseen",
        _("The text holds a sign that nobody sees (%(sign)s). Type it again."),
    )


class Refused(Refusals):
    """What every act and every door refuses."""

    NOT_KNOWN = (
        "not_known",
        _("Log in first: an act has a person who answers for it."),
        NotAllowed,
    )
    SECOND_HAND = (
        "second_hand",
        _("This needs a second person: whoever did the step before can not do this one too."),
        NotAllowed,
    )
    SECOND_RECORDER = (
        "second_recorder",
        _("This needs a second recorder: whoever typed the step before can not type this one too."),
        NotAllowed,
    )
    CHECKS_OWN = (
        "checks_own",
        _("This checks the work of your own unit. Somebody who is not of that unit records it."),
        NotAllowed,
    )
    NOT_FOR_OTHERS = (
        "not_for_others",
        _(
            "You may not record this for this person: a study secretary records what the own group"
            " decides, the office what is decided at and below its unit."
        ),
        NotAllowed,
    )
    BASIS_MISSING = (
        "basis.missing",
        _(
            "Say on what basis you record this for somebody else (the paper, the meeting,"
            " the call)."
        ),
    )
    NOT_OPEN = "not_now", _("“%(what)s” is not open now: %(title)s is %(state)s."), NotNow
    GONE = "gone", _("This is not there any more."), NotNow
    KEY_LONG = "key.long", _("An idempotency key has at most 64 characters.")
    KEY_REUSED = "key.reused", _("This key was used for something else. Load the form again.")
    UNFIT = (
        "input.unfit",
        _("Something in it has a length or size that can not be kept. Look at it again."),
    )
    MISFIT = (
        "constraint",
        _("The data do not fit together; nothing was changed. Look at the fields again."),
    )
    UNUSABLE = (
        "text.unusable",
        _(
            "There is a sign in it that can not be kept (U+0000, or half a sign). Take it out, and"
            " send it again."
        ),
    )
    VERSION_UNREADABLE = (
        "version.unreadable",
        _(
            "It can not be read which version you saw. Load the page again; nothing was"
            " overwritten."
        ),
    )
    JSON_BAD = "json.bad", _("The body is not JSON that can be read.")
    JSON_OBJECT = "json.object", _("The body must be a JSON object.")
    JSON_REPEATED = "json.repeated", _("Some fields can not be read.")
