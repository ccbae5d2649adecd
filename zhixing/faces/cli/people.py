"""Whom a word of the command line names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.models import Account, Appointment, Person


def find_person(word: str) -> Person | None:
    """Somebody by user name or id; None when there is nobody."""
    account = Account.objects.select_related("person").filter(username=word.lower()).first()
    return account.person if account else Person.objects.filter(pk=word, system="").first()


def person_named(word: str) -> Person:
    """Somebody by user name or id. Raises SystemExit with a sentence when there is nobody."""
    person = find_person(word)
    if person is None:
        raise SystemExit(_("There is nobody with the user name or id “%(word)s”.") % {"word": word})
    return person


def person_or_office(word: str) -> Person:
    """Who answers for it: the named one, or the only person who holds the office of the county."""
    if word:
        return person_named(word)
    office = Appointment.objects.in_force(clock.today()).filter(role=RoleCode.OFFICE)
    posts = office.filter(unit__kind=UnitKind.COUNTY).select_related("person")
    holders = {post.person for post in posts}
    if len(holders) != 1:
        raise SystemExit(
            _("Say who does it: --as USER, somebody who holds the office of the county.")
        )
    return holders.pop()
