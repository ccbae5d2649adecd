"""Who of the group, or of the county, a row of its members means."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.people.models import Person

from .rows import RowRefused, refused
from .scope import Scope


def held_memberships(scope: Scope) -> QuerySet[Membership]:
    if scope.group is None:
        return Membership.objects.none()
    return (
        Membership.objects.in_force(scope.on)
        .filter(group=scope.group, stands_in=False)
        .select_related("person")
    )


def member_named(scope: Scope, name: str, phone: str, post: str) -> Person | None:
    """Somebody of the group with this name; of several the one with this telephone, or with this
    post. Raises RowRefused when it could be any of them.
    """
    people, posts = _namesakes(scope, name)
    # two rows of one name: another telephone is another person
    if phone and scope.names[compared(name)] > 1:
        people = [person for person in people if not person.phone or person.phone == phone]

    def has_phone(person: Person) -> bool:
        return bool(phone) and person.phone == phone

    def has_post(person: Person) -> bool:
        known = bool(post) and as_read(post) in posts[person.pk]
        return known and not (phone and person.phone)

    for fits in (has_phone, has_post):
        several = [person for person in people if fits(person)]
        if len(several) == 1:
            return several[0]
        people = several or people
    if len(people) > 1:
        raise _several(len(people))
    return people[0] if people else None


def _namesakes(scope: Scope, name: str) -> tuple[list[Person], dict[str, set[str]]]:
    """Those of the group with this name, and the posts of each."""
    people: dict[str, Person] = {}
    posts: dict[str, set[str]] = defaultdict(set)
    for membership in held_memberships(scope):
        person = membership.person
        if compared(person.name) == compared(name):
            people[person.pk] = person
            posts[person.pk] |= {as_read(membership.post), as_read(person.post)}
    return list(people.values()), posts


def _several(count: int) -> RowRefused:
    return refused(
        "name",
        _(
            "%(count)s people here have this name. Write the telephone or the post of the one"
            " that is meant."
        ),
        count=count,
    )


def person_of_county(scope: Scope, name: str, phone: str) -> Person | None:
    """Somebody of the county with this name and telephone, or the only one of this name in the
    unit.
    """
    rows = Person.objects.active().filter(name__in={name, name.replace("·", "•")})
    namesakes: list[Person] = list(rows.select_related("unit__thing"))
    for person in namesakes:
        if phone and person.phone == phone:
            return person
    of_the_unit = [
        person
        for person in namesakes
        if person.unit_id == scope.unit.pk and not (phone and person.phone)
    ]
    return of_the_unit[0] if len(of_the_unit) == 1 else None
