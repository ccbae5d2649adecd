"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Common, Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ANSWER_EARLY = (
        "answer.early",
        _("The case yours was joined to is not verified yet. You are asked as soon as it is."),
        NotNow,
    )
    ANSWER_NONE = ("answer.none", _("Choose one of the three answers."))
    EXTENSION_DAYS = ("extension.days", _("From 1 to %(most)s working days."))
    EXTENSION_LATE = (
        "extension.late",
        _("An extension is asked for at least %(ahead)s working day before the day due."),
        NotNow,
    )
    HEAD_BAD = ("head.bad", _("Choose an open case that is not itself joined to another."))
    OUTCOME_UNKNOWN = ("outcome.unknown", _("Choose “partly solved” or “not solved”."))
    PERSON_ELSEWHERE = (
        "person.elsewhere",
        _(
            "This person is not of %(unit)s, which is to do it. Choose somebody of %(unit)s, "
            "or leave it empty and let the unit name one."
        ),
    )
    REASON_MISSING = ("reason.missing", _("Say what is still open; the unit goes on from there."))
    PUBLIC_REASON_MISSING = (
        "reason.missing",
        _("Say why no more can be done; whoever is concerned reads it."),
    )
    REOPENING_LATE = (
        "reopening.late",
        _("The time for it is over. Please report it anew; both cases will be tied."),
        NotNow,
    )
    RETURN_LATE = (
        "return.late",
        _("It could be returned until %(day)s. Accept it, and ask the office."),
        NotNow,
    )
    UNIT_GONE = ("unit.gone", _("This unit does not exist any more."))
    VERIFY_CONTRADICTORY = (
        "verify.contradictory",
        _("They can not be content if nobody met or answered them. Ask them, or answer no here."),
    )
    VERIFY_NOT_SOLVED = (
        "verify.not_solved",
        _("If it is not solved, refuse the verification instead."),
    )
    VERIFY_UNANSWERED = (
        "verify.unanswered",
        _("Say yes or no: somebody waits for an answer to this problem."),
    )
    UNTIL_PAST = ("until.past", Common.DUE_PAST.sentence)
