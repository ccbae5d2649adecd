"""Undoing an import: what it did is read from its records; it goes back whole, and only while
nothing depends on it.

The records of an import lie side by side in the chain, right before its own. What they made new
must not have been touched since, and no row of any room may point at it; what they changed must
still stand as they left it. Whatever this module does not know how to take back, it refuses.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.examine.bank.acts import correct_bank_item
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.deadlines.ledger import forget
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import locks
from zhixing.foundation.machinery.act import ACTS, plain, take_back
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.records.models import KeptKey, Record
from zhixing.foundation.machinery.things.models import Partner, Party, Thing, ThingRow, kinds
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.groups.acts import correct_post, take_back_members
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs.acts import take_back_alias
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.people.acts import correct_person, take_back_people
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.acts import correct_topic
from zhixing.foundation.spine.topics.models import Topic

from .models import Before, Import
from .refusals import Refused

AT_A_TIME, NAMED, KINDS_NAMED = 500, 3, 4
GOES_ALONG = (
    Party,
    Partner,
    Alert,
    Deadline,
    Delivery,
    KeptKey,
)  # what is about a thing or person, and goes with it
Role = tuple[str, str, str]  # group, person, role


@dataclass
class Done:
    """What the records say that the import did."""

    imported: Import
    seq: int
    origin: str
    made: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # kind -> codes, in the order of the records
    people: dict[str, str] = field(default_factory=dict)  # id -> code of the unit
    roles: set[Role] = field(default_factory=set)
    aliases: list[tuple[str, str]] = field(default_factory=list)  # code of the unit, name
    corrected: list[Record] = field(
        default_factory=list
    )  # topics and items: old and new stand in the body
    memberships: dict[int, Role] = field(
        default_factory=dict
    )  # the rows of these roles, where they are in force as they were given
    details: int = 0  # corrections of people and posts: old and new stand in Before

    @cached_property
    def codes(self) -> set[str]:
        return set(itertools.chain.from_iterable(self.made.values()))


class Depends:
    """What stands in the way: counted by kind; things are named by their codes, persons never."""

    def __init__(self) -> None:
        self.keys_by_word: dict[str, set[str]] = defaultdict(set)

    def thing(self, kind: str, code: str) -> None:
        self.keys_by_word[str(kinds()[kind].WORD)].add(code)

    def person(self, key: str) -> None:
        self.keys_by_word[pgettext("depends", "people")].add(
            f" {key}"
        )  # counted once each, and not named

    def role(self, key: object) -> None:
        self.keys_by_word[pgettext("depends", "roles")].add(f" {key}")

    def other(self, word: Any) -> None:
        self.keys_by_word[str(word)].add(" ")

    def refuse(self) -> None:
        """Raises NotNow when there is something."""
        if not self.keys_by_word:
            return
        parts = []
        by_number = sorted(self.keys_by_word.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        for word, keys in by_number[:KINDS_NAMED]:
            codes = sorted(key for key in keys if not key.startswith(" "))
            shown = pgettext("list separator", ", ").join(codes[:NAMED]) + (
                "…" if len(codes) > NAMED else ""
            )
            parts.append(f"{word} {len(keys)}" + (f" ({shown})" if shown else ""))
        more = sum(len(keys) for _word, keys in by_number[KINDS_NAMED:])
        if more:
            parts.append(_("and %(count)s more") % {"count": more})
        raise Refused.IMPORT_DEPENDS(what=_("; ").join(parts))


def undo(actor: Any, imported: Import) -> tuple[int, int]:
    """Inside the act: check, then take back and set back. Answers how many were removed and set
    back. Raises NotNow.
    """
    done = read_back(imported)
    _lock(done)
    depends = Depends()
    _find_later_records(done, depends)
    _find_pointers(done, depends)
    memberships = _memberships(done, depends)
    befores = _standing_befores(done, depends)
    corrected = _standing_corrections(done, depends)
    _check_aliases(done, depends)
    depends.refuse()
    try:
        return _take_back(actor, done, memberships), _set_back(actor, befores, corrected)
    except ProtectedError as fault:
        raise Refused.IMPORT_IS_REFERRED_TO() from fault


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    every = sorted(keys)
    for at in range(0, len(every), AT_A_TIME):
        yield every[at : at + AT_A_TIME]


def read_back(imported: Import) -> Done:
    """What the import did, by its records. Raises NotNow when they do not tell it, or tell
    something that nobody knows how to take back.
    """
    own = (
        Record.objects.done()
        .filter(thing=imported.pk, verb__endswith=".imported")
        .order_by("seq")
        .first()
    )
    count = imported.numbers.get("records")
    if own is None or count is None:
        raise Refused.IMPORT_OLDER()
    done = Done(imported, own.seq, own.origin)
    records = (
        Record.objects.done()
        .filter(origin=own.origin, seq__gte=own.seq - count, seq__lt=own.seq)
        .select_related("body_row", "thing")
        .order_by("seq")
    )
    seen = 0
    for record in records.iterator(chunk_size=2000):
        seen += 1
        if record.body_row.erased_at is not None:
            raise Refused.IMPORT_ERASED()
        _sort_in(done, record, record.body_row.body.get("told", {}))
    for batch in chunks({group for group, _person, _role in done.roles}):
        for membership in Membership.objects.filter(group__in=batch, until=None, stands_in=False):
            role = (membership.group_id, membership.person_id, str(membership.role))
            if role in done.roles:
                done.memberships[membership.pk] = role
    if seen != count:
        raise Refused.IMPORT_OLDER()
    return done


def _sort_in(done: Done, record: Record, facts: dict[str, Any]) -> None:
    match record.act:
        case "register_people" | "register_person":
            if facts:  # a roster without anybody new tells nobody
                done.people[facts["person"]] = record.thing_id
        case "admit_members" | "admit_member":
            if facts:
                done.roles.add((record.thing_id, facts["person"], facts["role"]))
        case "learn_alias":
            done.aliases.append((record.thing_id, facts["name"]))
        case "correct_person" | "correct_post":
            done.details += 1
        case "correct_topic" | "correct_bank_item":
            done.corrected.append(record)
        case name:
            act = ACTS.get(name)
            if (
                act is None
                or act.creates is None
                or record.thing is None
                or record.thing.kind != act.creates.KIND
            ):
                raise Refused.IMPORT_UNKNOWN()
            done.made[record.thing.kind].append(record.thing_id)


def _lock(done: Done) -> None:
    """Nobody works on any of it while we look: in the order in which acts lock."""
    wanted: list[tuple[type[models.Model], Iterable[Any]]] = [
        (kinds()[kind], codes) for kind, codes in sorted(done.made.items())
    ]
    wanted += [
        (kinds()[kind], {record.thing_id for record in done.corrected if record.thing.kind == kind})
        for kind in sorted({record.thing.kind for record in done.corrected})
    ]
    for model, keys in sorted(
        [*wanted, (Person, done.people)], key=lambda pair: pair[0]._meta.db_table
    ):
        for batch in chunks(sorted(keys)):
            locks.hold(model, batch)


def _find_later_records(done: Done, depends: Depends) -> None:
    """Records since, about the things, the people and the roles."""
    since = Q(origin=done.origin, seq__gt=done.seq) | ~Q(origin=done.origin)
    for batch in chunks(done.codes | {record.thing_id for record in done.corrected}):
        for kind, code in (
            Record.objects.done()
            .filter(since, thing__in=batch)
            .order_by()
            .values_list("thing__kind", "thing")
            .distinct()
        ):
            depends.thing(kind, code)
    held: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in done.roles:
        held[role[:2]].append(role)
    for batch in chunks(
        {group for group, _person in held}
    ):  # somebody has acted in the group since, perhaps by this role
        for group, *persons in (
            Record.objects.done()
            .filter(since, thing__group__in=batch)
            .order_by()
            .values_list("thing__group", "decider", "typist")
            .distinct()
        ):
            for person in persons:
                for role in held.get((group, person), ()):
                    depends.role(role)
    people = set(done.people) | set(
        Before.objects.filter(imported=done.imported).values_list("person", flat=True)
    )
    later = (
        Record.objects.done()
        .filter(since, Q(verb__startswith="person.") | Q(verb__startswith="member."))
        .values_list("verb", "thing", "body_row__body")
    )
    if people or done.roles:
        for verb, thing, body in later.iterator(chunk_size=2000):
            facts = body.get("told", {})
            if verb.startswith("person.") and facts.get("person") in people:
                depends.person(facts["person"])
            elif (thing, facts.get("person"), facts.get("role")) in done.roles:
                depends.role((thing, facts["person"], facts["role"]))


def _find_pointers(done: Done, depends: Depends) -> None:
    """Rows of any room that point at what was made, and were not made with it."""
    targets: list[tuple[type[models.Model], set[str]]] = [
        (Thing, done.codes),
        (Person, set(done.people)),
        *((kinds()[kind], set(codes)) for kind, codes in done.made.items()),
    ]
    for model, keys in targets:
        for key_field in _keys_to(model):
            other = key_field.model
            if not other._base_manager.exists():
                continue  # one cheap question instead of one for every five hundred
            owner = other._meta.auto_created  # of a table that only ties two others
            tie = (
                next(
                    (
                        field.attname
                        for field in other._meta.concrete_fields
                        if field.remote_field and field.remote_field.model is owner
                    ),
                    "pk",
                )
                if owner
                else "pk"
            )
            for batch in chunks(keys):
                for ours, theirs in (
                    other._base_manager.filter(**{f"{key_field.name}__in": batch})
                    .order_by()
                    .values_list(key_field.attname, tie)
                ):
                    if not _was_made_with(done, owner or other, theirs):
                        _name_pointer(depends, model, ours, owner or other, theirs)


def _keys_to(model: type[models.Model]) -> Iterator[Any]:
    """Foreign keys of all tables that lead to this one; what goes along, and records of a thing,
    are no obstacle.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            not relation.auto_created
            or relation.concrete
            or not (relation.one_to_many or relation.one_to_one)
        ):
            continue
        field = relation.field
        if (
            field.model in GOES_ALONG
            or field.model is Before
            or (field.model is Record and field.name == "thing")
        ):
            continue
        yield field


def _was_made_with(done: Done, model: type[models.Model], key: Any) -> bool:
    if model is Thing or issubclass(model, ThingRow):
        return key in done.codes
    if model is Person:
        return key in done.people
    if model is Membership:
        return key in done.memberships
    if model is Alias:
        aliases = Alias.objects.filter(pk=key)
        return any(aliases.filter(unit=unit, name=name).exists() for unit, name in done.aliases)
    return False


def _name_pointer(
    depends: Depends, model: type[models.Model], ours: Any, other: type[models.Model], theirs: Any
) -> None:
    if issubclass(other, ThingRow):
        depends.thing(other.KIND, theirs)
    elif model is Person and other is not Thing:
        depends.person(ours)
    else:
        thing = Thing.objects.get(pk=theirs if other is Thing else ours)
        depends.thing(thing.kind, thing.pk)


def _memberships(done: Done, depends: Depends) -> dict[str, list[int]]:
    """group -> rows to take back. A role that has ended since was used."""
    for gone in done.roles - set(done.memberships.values()):
        depends.role(gone)
    keys_by_group: dict[str, list[int]] = defaultdict(list)
    for key, (group, _person, _role) in done.memberships.items():
        keys_by_group[group].append(key)
    return keys_by_group


def _standing_befores(done: Done, depends: Depends) -> list[Before]:
    """What stood about people before: still there, and what the import wrote still stands."""
    befores = list(
        Before.objects.filter(imported=done.imported)
        .select_related("person", "membership")
        .order_by("pk")
    )
    if len(befores) != done.details:
        depends.other(
            pgettext("depends", "details of people, of which nobody knows any more what they were")
        )
    for before in befores:
        row = before.membership or before.person
        if (
            before.person.erased_on is not None
            or any(getattr(row, name) != value for name, value in before.new.items())
            or (before.membership is not None and before.membership.until is not None)
        ):
            depends.person(before.person_id)
    return befores


def _standing_corrections(done: Done, depends: Depends) -> list[tuple[Any, dict[str, Any]]]:
    """(topic or item, field -> what it was), where what the import wrote still stands."""
    rows_with_old_values = []
    for record in done.corrected:
        row = (
            kinds()[record.thing.kind]
            ._base_manager.select_related("thing")
            .filter(pk=record.thing_id)
            .first()
        )
        body = record.body_row.body
        pairs = {
            name: pair for name, pair in body.items() if name not in ("told", "number", "same")
        }
        leads = body.get("told", {})
        if row is None or any(
            plain(getattr(row, row._meta.get_field(name).attname)) != new
            for name, (_old, new) in pairs.items()
        ):
            depends.thing(record.thing.kind, record.thing_id)
            continue
        old = {name: was for name, (was, _new) in pairs.items()}
        if "lead_units" in leads:
            if "lead_units_before" not in leads or {
                unit.pk for unit in row.lead_units.all()
            } != set(leads["lead_units"]):
                depends.thing(record.thing.kind, record.thing_id)
                continue
            old["lead_units"] = leads["lead_units_before"]
        rows_with_old_values.append((row, old))
    return rows_with_old_values


def _check_aliases(done: Done, depends: Depends) -> None:
    for unit, name in done.aliases:
        if (
            not Alias.objects.filter(unit=unit, name=name).exists()
            and Unit.objects.get(pk=unit).name != name
        ):
            depends.thing("unit", unit)


def _take_back(actor: Any, done: Done, memberships: dict[str, list[int]]) -> int:
    """Roles, things but units, people, units: nothing goes before what points at it."""
    for group in (
        StudyGroup.objects.filter(pk__in=list(memberships)).select_related("thing").order_by("pk")
    ):
        take_back_members(actor, group, memberships=memberships[group.pk])
    for unit, name in done.aliases:
        take_back_alias(actor, Unit.objects.get(pk=unit), name=name)
    for batch in chunks(done.codes):
        forget(batch)
        Alert.objects.filter(thing__in=batch).delete()
        Delivery.objects.filter(thing__in=batch).delete()
    made_kinds = [kind for kind in reversed(done.made) if kind != Unit.KIND]
    for kind in made_kinds:
        _take_back_things(kind, done.made[kind])
    by_unit: dict[str, list[str]] = defaultdict(list)
    for person, unit in done.people.items():
        by_unit[unit].append(person)
    for code in sorted(by_unit):
        take_back_people(actor, Unit.objects.get(pk=code), people=by_unit[code])
    _take_back_things(Unit.KIND, done.made.get(Unit.KIND, []))
    return len(done.codes) + len(done.people) + sum(map(len, memberships.values()))


def _take_back_things(kind: str, codes: list[str]) -> None:
    model = kinds()[kind]
    for batch in chunks(codes):
        rows = list(model._base_manager.filter(pk__in=batch))
        if rows:
            take_back(rows)


def _set_back(
    actor: Any, befores: list[Before], corrected: list[tuple[Any, dict[str, Any]]]
) -> int:
    """Through the acts that changed it, with what was there before."""
    for before in reversed(befores):
        if before.membership is not None:
            correct_post(
                actor,
                StudyGroup.objects.get(pk=before.membership.group_id),
                membership=before.membership,
                post=before.old["post"],
            )
            continue
        person = Person.objects.get(pk=before.person_id)
        correct_person(actor, Unit.objects.get(pk=person.unit_id), person=person, **before.old)
    Before.objects.filter(pk__in=[before.pk for before in befores]).delete()
    for row, old in reversed(corrected):
        if isinstance(row, Topic):
            leads = (
                {"lead_units": list(Unit.objects.filter(pk__in=old.pop("lead_units")))}
                if "lead_units" in old
                else {}
            )
            correct_topic(actor, row, **leads, **old)
        elif isinstance(row, BankItem):
            now = {
                name: getattr(row, name)
                for name in (
                    "kind",
                    "text",
                    "options",
                    "key",
                    "explanation",
                    "basis",
                    "topic_id",
                    "topic_text",
                    "difficulty",
                )
            }
            was = now | {
                ("topic_id" if name == "topic" else name): value for name, value in old.items()
            }
            topic = Topic.objects.get(pk=was["topic_id"]) if was["topic_id"] else None
            correct_bank_item(
                actor,
                row,
                kind=was["kind"],
                text=was["text"],
                options=was["options"],
                solution=was["key"],
                explanation=was["explanation"],
                stands_at=was["basis"],
                topic=topic,
                topic_text=was["topic_text"],
                difficulty=was["difficulty"],
            )
    return len(befores) + len(corrected)
