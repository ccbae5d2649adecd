"""Members of the group: the sheet is how it should be. Who stands there with other roles changes
them, who has a last day leaves, who is not there stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.forms import Unreadable, column, day
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.spine.groups.acts import (
    admit_member,
    correct_post,
    found_group,
    release_member,
)
from zhixing.foundation.spine.groups.forms import AdmitMemberForm
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.rules import UnseenSign, compared, stored
from zhixing.foundation.spine.people.acts import correct_person, register_person
from zhixing.foundation.spine.people.forms import RegisterPersonForm
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name

from ..notes import CHECK
from ..reading import CHANGED, NEW, REFUSED, SAME, Reading
from ..roster.asking import answered_roles, known_roles, role_of
from ..roster.names import group_name, name_fault
from ..roster.phones import read_phone
from ..roster.roles import ROLE_WORDS, ROLES, read_roles
from ..sentences import SENTENCES
from .rows import Row, refused
from .scope import Scope
from .sheet import Sheet
from .who import held_memberships, member_named, person_of_county


class Members(Sheet):
    name, title, place = "members", _("Members"), 10
    personal = frozenset({"name", "phone"})
    keys = ("name",)

    def fields(self) -> Iterable[Field]:
        return (
            column(RegisterPersonForm, "name", "姓名", "名字", example="陈知行", width=12),
            column(RegisterPersonForm, "post", "职务", "现任职务", example="镇党委书记", width=24),
            column(
                AdmitMemberForm,
                "role",
                "中心组身份",
                "身份",
                "中心组职务",
                "角色",
                choices=tuple(ROLES),
                example="组长",
                help=_("All roles this person has. Two of them: 成员、学习秘书."),
                width=16,
            ),
            column(
                RegisterPersonForm,
                "phone",
                "手机号",
                "手机号码",
                "联系电话",
                "电话",
                kind="code",
                example="10000000001",
                help="",
                width=14,
            ),
            Field(
                "left",
                ("离任日期", "离任时间", "调离日期", "不再担任日期"),
                "Left on",
                kind="day",
                width=12,
                help=_("Of somebody who left the group: the first day without the role."),
            ),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        held: dict[str, dict[str, Any]] = {}
        for membership in held_memberships(scope).order_by("place", "pk"):
            line = held.setdefault(
                membership.person_id,
                {
                    "name": membership.person.name,
                    "post": membership.post or membership.person.post,
                    "phone": membership.person.phone,
                    "roles": [],
                },
            )
            line["roles"].append(ROLE_WORDS[membership.role])
        for line in held.values():
            yield {name: value for name, value in line.items() if name != "roles"} | {
                "role": "、".join(line["roles"])
            }

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        """Who decides may change with every row; and a group that was founded for a row that can
        not come in is gone again.
        """
        explained = known_roles()
        for row in rows:
            telephone = read_phone(row["phone"])
            if telephone.code and telephone.number:
                reading.note(
                    CHECK,
                    row.line.sheet,
                    row.line.row,
                    telephone.code,
                    row.header,
                    "phone",
                    row["phone"],
                    **telephone.params,
                )
        scope.names = Counter(compared(row["name"]) for row in rows)
        for row in rows:
            if not row.untouched:
                if role_of(reading, explained, row["role"], row.line, row.header) is None:
                    continue
                scope.roles = explained | answered_roles(reading)
            group = scope.group
            super().run(scope, [row], reading)
            if row.line.action == REFUSED:
                scope.group = group
            if row.line.action != SAME:
                scope.refresh()

    def take(self, scope: Scope, row: Row) -> str:
        column = "name"
        try:
            name = person_name(row["name"])
            column = "post"
            post = stored(row["post"])
        except UnseenSign as fault:
            raise refused(
                column,
                _("There is a sign that nobody sees (%(sign)s). Type the words again."),
                sign=fault.sign,
            ) from fault
        if not name:
            raise refused("name", _("No name."))
        roles = read_roles(row["role"], scope.roles)
        codes = roles.codes if roles is not None else ()
        telephone = read_phone(row["phone"])
        if telephone.code and not telephone.number:
            raise refused("phone", SENTENCES[telephone.code].so, **telephone.params)
        phone = telephone.number
        person = member_named(scope, name, phone, post)
        held = [
            membership
            for membership in held_memberships(scope)
            if person is not None and membership.person_id == person.pk
        ]
        person = person or person_of_county(scope, name, phone)
        if row["left"]:
            return self._leave(scope, row, held)
        return self._stay(scope, row, person, held, name, post, phone, codes)

    def _leave(self, scope: Scope, row: Row, held: list[Membership]) -> str:
        try:
            left = day(row["left"], scope.year)
        except Unreadable as fault:
            raise refused("left", fault.sentence) from fault
        if not held and not (
            scope.group is not None
            and any(
                compared(membership.person.name) == compared(row["name"])
                for membership in scope.group.memberships.select_related("person")
            )
        ):
            raise refused("name", _("Nobody of this name is, or was, in the group."))
        leaves = [membership for membership in held if membership.until != left]
        for membership in leaves:
            scope.do(
                release_member,
                scope.group,
                row,
                {"until": "left"},
                membership=membership,
                until=left,
                reason=_now("Left the group, by the workbook of the unit."),
            )
            row.change(self.table["role"].heading, ROLE_WORDS[membership.role], "")
        return CHANGED if leaves else SAME

    def _stay(
        self,
        scope: Scope,
        row: Row,
        person: Person | None,
        held: list[Membership],
        name: str,
        post: str,
        phone: str,
        codes: tuple[str, ...],
    ) -> str:
        if scope.group is None:
            scope.group = scope.do(found_group, scope.unit, row, name=group_name(scope.unit.name))
        changed = False
        if person is None:
            fault = name_fault(name)
            if fault:
                raise refused("name", SENTENCES[fault].so)
            person = scope.do(register_person, scope.unit, row, name=name, post=post, phone=phone)
        else:
            person, changed = self._correct(scope, row, person, held, post, phone)
        changed |= self._admit(scope, row, person, held, post, codes)
        if changed:
            return CHANGED
        return SAME if held else NEW

    def _admit(
        self,
        scope: Scope,
        row: Row,
        person: Person,
        held: list[Membership],
        post: str,
        codes: tuple[str, ...],
    ) -> bool:
        """The roles of the row and no others; whether somebody of the group has others now."""
        by_role, changed = {membership.role: membership for membership in held}, False
        for role in codes:
            if role not in by_role:
                scope.do(admit_member, scope.group, row, person=person, role=role, post=post)
            elif post and as_read(by_role[role].post) != as_read(post):
                old = {"post": by_role[role].post}
                scope.befores.append((person, by_role[role], old, {"post": post}))
                scope.do(correct_post, scope.group, row, membership=by_role[role], post=post)
                changed = True
        if self._release(scope, row, held, codes) or (held and set(codes) - set(by_role)):
            before = "、".join(ROLE_WORDS[membership.role] for membership in held)
            after = "、".join(ROLE_WORDS[role] for role in codes)
            row.change(self.table["role"].heading, before, after)
            changed = True
        return changed

    def _correct(
        self,
        scope: Scope,
        row: Row,
        person: Person,
        held: list[Membership],
        post: str,
        phone: str,
    ) -> tuple[Person, bool]:
        """The person with the telephone and post of the row; whether one of them is another."""
        posts = {as_read(membership.post) for membership in held} | {as_read(person.post)}
        new: dict[str, Any] = {"phone": phone} if phone and person.phone != phone else {}
        if post and person.unit_id == scope.unit.pk and as_read(post) not in posts:
            new["post"] = post
        if not new:
            return person, False
        old = {detail: getattr(person, detail) for detail in new}
        for detail in new:
            row.change(self.table[detail].heading, old[detail], new[detail])
        scope.befores.append((person, None, old, new))
        unit = Unit.objects.get(pk=person.unit_id)
        return correct_person(scope.actor, unit, person=person, **new), True

    def _release(
        self, scope: Scope, row: Row, held: list[Membership], codes: tuple[str, ...]
    ) -> bool:
        """End the roles that the row does not name; whether there were any."""
        gone = [membership for membership in held if membership.role not in codes]
        for membership in gone:
            scope.do(
                release_member,
                scope.group,
                row,
                membership=membership,
                reason=_now("Has other roles now, by the workbook of the unit."),
            )
        return bool(gone)
