"""States and moves of a problem, one list for code, pages, imports and interface; codes never
change once landed.
"""

from __future__ import annotations

import hashlib
import itertools
import secrets
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("problem", "draft")
    RECEIVED = "received", pgettext_lazy("problem", "received")
    DECLINED = "declined", pgettext_lazy("problem", "declined")
    NEEDS_INFO = "needs_info", pgettext_lazy("problem", "more information needed")
    DUPLICATE = "duplicate", pgettext_lazy("problem", "joined to another case")
    LISTED = "listed", pgettext_lazy("problem", "on the list")
    DISPATCHED = "dispatched", pgettext_lazy("problem", "dispatched")
    RETURNED = "returned", pgettext_lazy("problem", "returned as not ours")
    ACCEPTED = "accepted", pgettext_lazy("problem", "accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("problem", "under way")
    WAITING = "waiting", pgettext_lazy("problem", "waiting")
    SHELVED = "shelved", pgettext_lazy("problem", "shelved")
    REPORTED_SOLVED = "reported_solved", pgettext_lazy("problem", "reported solved")
    REFUSED = "refused", pgettext_lazy("problem", "verification refused")
    VERIFIED = "verified", pgettext_lazy("problem", "verified")
    SOLVED = "solved", pgettext_lazy("problem", "solved")
    PARTLY = "partly", pgettext_lazy("problem", "partly solved")
    UNSOLVED = "unsolved", pgettext_lazy("problem", "not solved")
    WITHDRAWN = "withdrawn", pgettext_lazy("problem", "withdrawn")
    ARCHIVED = "archived", pgettext_lazy("problem", "struck off and archived")
    VOID = "void", pgettext_lazy("problem", "void")


S = State
CLOSED = frozenset(
    {S.DECLINED, S.DUPLICATE, S.SOLVED, S.PARTLY, S.UNSOLVED, S.WITHDRAWN, S.ARCHIVED, S.VOID}
)
OPEN: tuple[str, ...] = tuple(state for state in S if state not in CLOSED)
ANSWERED = (S.SOLVED, S.PARTLY, S.UNSOLVED)
# The steps a problem passes through while it is open, each with its states: all of OPEN.
STAGES: dict[str, tuple[str, ...]] = {
    "sort": (S.DRAFT, S.RECEIVED, S.NEEDS_INFO, S.LISTED),
    "accept": (S.DISPATCHED, S.RETURNED),
    "handle": (S.ACCEPTED, S.IN_PROGRESS, S.WAITING, S.REFUSED),
    "verify": (S.REPORTED_SOLVED,),
    "call_back": (S.VERIFIED,),
    "shelved": (S.SHELVED,),
}
# How long one is open, in working days since it was received: the last day of each age.
AGES = (5, 10, 20)
AGE_CODES = ("new", "weeks", "month", "old")
# Where the person concerned may say how it is (a joined reporter: where the head of the case stands
# so).
ASKED: tuple[str, ...] = (S.VERIFIED, *ANSWERED)
PROMISED: tuple[str, ...] = (
    S.DISPATCHED,
    S.ACCEPTED,
    S.IN_PROGRESS,
    S.WAITING,
    S.REPORTED_SOLVED,
    S.REFUSED,
    S.VERIFIED,
)
# Where they may give a grade, once they answered.
RATED: tuple[str, ...] = (*PROMISED, S.SHELVED, *ANSWERED, S.DUPLICATE)
# Where the promise to answer runs or stands still.
ANSWERING: tuple[str, ...] = (
    S.DISPATCHED,
    S.RETURNED,
    S.ACCEPTED,
    S.IN_PROGRESS,
    S.WAITING,
    S.REFUSED,
)
# Where somebody of the unit answers for it: whoever they are is known by name.
ANSWERED_FOR: tuple[str, ...] = (S.ACCEPTED, S.IN_PROGRESS, S.WAITING, S.SHELVED, S.REFUSED)
# What may be on its way: asked for, and not yet decided.
ASKS_MORE_TIME = (S.ACCEPTED, S.IN_PROGRESS, S.WAITING)

# Where a closed one goes when it is opened again.
REOPENS: dict[str, State] = {
    S.DECLINED: S.RECEIVED,
    S.WITHDRAWN: S.RECEIVED,
    S.DUPLICATE: S.LISTED,
    S.SOLVED: S.IN_PROGRESS,
    S.PARTLY: S.IN_PROGRESS,
    S.UNSOLVED: S.IN_PROGRESS,
    S.ARCHIVED: S.IN_PROGRESS,
}

TONES = {
    S.DRAFT: "none",
    S.RECEIVED: "none",
    S.DECLINED: "none",
    S.NEEDS_INFO: "soon",
    S.DUPLICATE: "none",
    S.LISTED: "none",
    S.DISPATCHED: "going",
    S.RETURNED: "soon",
    S.ACCEPTED: "going",
    S.IN_PROGRESS: "going",
    S.WAITING: "none",
    S.SHELVED: "none",
    S.REPORTED_SOLVED: "going",
    S.REFUSED: "over",
    S.VERIFIED: "going",
    S.SOLVED: "done",
    S.PARTLY: "soon",
    S.UNSOLVED: "over",
    S.WITHDRAWN: "none",
    S.ARCHIVED: "done",
    S.VOID: "none",
}
CALL_BACK_TONES = {
    S.VERIFIED: "going",
    S.SOLVED: "done",
    S.PARTLY: "done",
    S.UNSOLVED: "done",
    S.ARCHIVED: "done",
}


class Source(models.TextChoices):
    SESSION = "session", _("study session")
    RESEARCH = "research", pgettext_lazy("problem source", "research")
    SITIN = "sitin", pgettext_lazy("problem source", "sit-in or inspection")
    ENTERPRISE = "enterprise", pgettext_lazy("problem source", "enterprise")
    RESIDENT = "resident", pgettext_lazy("problem source", "resident")
    OTHER = "other", pgettext_lazy("problem source", "other")


class Class(models.TextChoices):
    COMMON = "common", _("common problem")
    INDIVIDUAL = "individual", _("individual problem")
    SPECIAL = "special", _("special problem")


class Decision(models.TextChoices):
    """What was decided about an extension that was asked for."""

    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Attested(models.TextChoices):
    """What the verifier said to a question about what was seen."""

    YES = "yes", pgettext_lazy("attestation", "yes")
    NO = "no", pgettext_lazy("attestation", "no")
    UNASKED = "unasked", pgettext_lazy("attestation", "not asked")


def attestation(answer: bool | None) -> str:
    """As a record keeps it; those of before are read alike."""
    words = {None: Attested.UNASKED, True: Attested.YES, False: Attested.NO}
    return str(words[answer])


class Answer(models.TextChoices):
    """What the person concerned says; silence is "no answer", never consent."""

    REALLY = "really", _("really solved")
    PARTLY = "partly", _("partly solved, says the person concerned")
    NOT = "not", _("not solved, says the person concerned")
    NONE = "none", _("no answer")


class Grade(models.TextChoices):
    """Five grades of satisfaction; the last two call for another look."""

    VERY_GOOD = "very_good", _("very satisfied")
    GOOD = "good", _("satisfied")
    FAIR = "fair", _("fairly satisfied")
    BAD = "bad", _("dissatisfied")
    VERY_BAD = "very_bad", _("very dissatisfied")


STAGE_WORDS = {
    "sort": pgettext_lazy("step of a problem", "to be sorted"),
    "accept": pgettext_lazy("step of a problem", "to be accepted"),
    "handle": pgettext_lazy("step of a problem", "being handled"),
    "verify": pgettext_lazy("step of a problem", "to be verified"),
    "call_back": pgettext_lazy("step of a problem", "to be called back"),
    "shelved": pgettext_lazy("step of a problem", "shelved"),
}
AGE_WORDS = {
    "new": pgettext_lazy("age of a problem", "up to 5 working days"),
    "weeks": pgettext_lazy("age of a problem", "6 to 10"),
    "month": pgettext_lazy("age of a problem", "11 to 20"),
    "old": pgettext_lazy("age of a problem", "over 20"),
}
# What the numbers on the front page of the wing count of answers and grades.
ANSWERS: dict[str, tuple[str, ...]] = {
    "given": (Answer.REALLY, Answer.PARTLY, Answer.NOT),
    "really": (Answer.REALLY,),
}
RATINGS: dict[str, tuple[str, ...]] = {
    "any": tuple(Grade),
    "content": (Grade.VERY_GOOD, Grade.GOOD),
}

# "Partly" and "not" take it up again: it is closed that way by an act of people alone
# (problem-states.md).
STATE_OF_ANSWER = {
    Answer.REALLY: S.SOLVED,
    Answer.PARTLY: S.IN_PROGRESS,
    Answer.NOT: S.IN_PROGRESS,
    Answer.NONE: S.SOLVED,
}
STILL_WRONG = (Answer.PARTLY, Answer.NOT)
RECEIPT_ALPHABET, RECEIPT_LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 24
MISREAD = {"0": "QD", "O": "QD", "1": "LJ", "I": "LJ"}
MOST_MISREAD = 4  # sixteen codes to look up, of 2^120


def new_receipt() -> str:
    """24 characters, 120 bits: shown once and printed; only its hash is kept."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _n in range(RECEIPT_LENGTH))


def plain_code(text: str) -> str:
    """A receipt as somebody typed or pasted it, without what does not count: width, case, blanks,
    hyphens of all kinds, Chinese words before it; of an address what stands behind ``#``.
    """
    wide = unicodedata.normalize("NFKC", text.rpartition("#")[2]).upper()
    return "".join(sign for sign in wide if sign.isascii() and sign.isalnum())


def possible_codes(text: str) -> list[str]:
    """The receipts that may be meant. No code has 0, O, 1 or I: whoever reads one has misread Q or
    D, or L or J. Empty when it can not be a receipt.
    """
    plain = plain_code(text)
    if len(plain) != RECEIPT_LENGTH or sum(sign in MISREAD for sign in plain) > MOST_MISREAD:
        return []
    return [
        "".join(signs) for signs in itertools.product(*(MISREAD.get(sign, sign) for sign in plain))
    ]


def receipt_hash(code: str) -> str:
    """SHA-256 of the receipt without spaces, hyphens and case. A code of 120 bits needs no slow
    hash (ASVS 6.5.2).
    """
    return hashlib.sha256(plain_code(code).encode()).hexdigest()


def grouped(code: str) -> str:
    """The receipt in groups of four, for paper."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


PUBLIC_STEPS = ("told", "taken", "handled", "finished", "judged")


def public_step(state: str) -> int:
    """How many of the five public steps are done: told, taken, handled, finished, judged."""
    if state in ANSWERED or state == S.ARCHIVED:
        return 5
    if state == S.VERIFIED:
        return 4
    if state in (S.ACCEPTED, S.IN_PROGRESS, S.WAITING, S.SHELVED, S.REPORTED_SOLVED, S.REFUSED):
        return 2
    if state in (S.LISTED, S.DISPATCHED, S.RETURNED):
        return 2
    return 1
