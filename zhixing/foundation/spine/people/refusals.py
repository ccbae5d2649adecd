"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ACCOUNT_OWN = (
        "account.own",
        _("%(name)s has chosen a password already: leave this person out."),
    )
    ACCOUNTS_NOT_YOURS = (
        "accounts.not_yours",
        _("The system administrator gives accounts."),
        NotAllowed,
    )
    ACCOUNT_TAKEN = ("account.taken", _("This user name is taken."))
    ACCOUNT_THERE = ("account.there", _("This person has an account already."))
    EMAIL_ODD = ("email.odd", _("This is no e-mail address."))
    OWN_RIGHTS = (
        "own_rights",
        _("Nobody changes their own rights; another security administrator does."),
        NotAllowed,
    )
    PASSWORD_LONG = ("password.long", _("A password has at most 1000 characters."))
    PASSWORD_SAME = ("password.same", _("The new password is the present one."))
    PASSWORD_WEAK = ("password.weak", _("This password is too easy to guess."))
    PASSWORD_WRONG = ("password.wrong", _("The present password is not right."))
    PEOPLE_MANY = (
        "people.many",
        _("At most %(most)s people at once: leave some for the next paper."),
    )
    PEOPLE_NONE = ("people.none", _("Choose at least one person."))
    PERSON_ELSEWHERE = ("person.elsewhere", _("This person belongs to another unit."))
    PERSON_ERASED = ("person.erased", _("There is nothing left to erase."), NotNow)
    PERSON_HOLDS = (
        "person.holds",
        _("This person is still %(role)s here. End the roles first."),
        NotNow,
    )
    PERSON_HOLDS_SOME = (
        "person.holds",
        _("This person still holds a role. End the roles first."),
        NotNow,
    )
    PERSON_LEFT = ("person.left", _("This person has left."))
    PHONE_ODD = ("phone.odd", _("This is no telephone number: 7 to 15 digits."))
    ROLE_EXCLUDED = ("role.excluded", _("This person is %(held)s; that excludes %(role)s."))
    ROLE_NOT_HERE = ("role.not_here", _("This role is not held at this unit now."))
    ROLE_UNKNOWN = ("role.unknown", _("There is no such role."))
    UNIT_SAME = ("unit.same", _("Choose another unit that exists."))
    USERNAME_ODD = (
        "username.odd",
        _("A user name has 2 to 40 letters a–z, digits, dots and hyphens."),
    )
