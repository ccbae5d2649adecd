"""Who may, and who sees: said in the ``may.py`` of the room, asked everywhere else.

Held on the syntax tree: outside machinery, ``may.py`` and the files of the two enums there is no
role code as a text, no rule is put together, nobody is asked for what is held by a role, and no
path of a unit is compared by hand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import RoleCode

HOUSE = Path(settings.BASE_DIR)
HOMES = ("foundation/spine/orgs/roles.py", "foundation/spine/groups/rules.py")
CODES = frozenset({*RoleCode.values, *GroupRoleCode.values})
RULES = frozenset(
    {
        "GroupRole",
        "InGroupOf",
        "Is",
        "Known",
        "PartnerRole",
        "Role",
        "SystemPerson",
        "Vacant",
    }
)
ASKED_BY_ROLE = frozenset({"paths", "group_codes", "has_at"})
PLACES = frozenset({"path", "place", "paths", "places"})


def name_of(node: ast.AST) -> str:
    """The last name of ``a``, ``b.a``, ``b.a[c]`` or ``b.a()``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    return name_of(node.func) if isinstance(node, ast.Call) else ""


def is_address(call: ast.Call) -> bool:
    """The path of a page: of the request, or compared to what is written there."""
    receiver = call.func.value
    of_request = isinstance(receiver, ast.Attribute) and name_of(receiver.value) == "request"
    return of_request or isinstance(call.args[0], ast.Constant | ast.JoinedStr)


def compares_places(call: ast.Call) -> bool:
    """``unit.path.startswith(path)`` and its like."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "startswith" and call.args):
        return False
    names = {name_of(call.func.value), name_of(call.args[0])}
    return not is_address(call) and not names.isdisjoint(PLACES)


def takes_apart(call: ast.Call) -> bool:
    """``unit.path.split("/")`` and its like."""
    method = call.func
    if not (isinstance(method, ast.Attribute) and method.attr in ("split", "strip")):
        return False
    place = method.value
    return (
        isinstance(place, ast.Attribute)
        and place.attr in PLACES
        and name_of(place.value) != "request"
        and bool(call.args)
    )


def looks_up_by_text(call: ast.Call) -> bool:
    """``filter(unit__path__startswith=path)``: there is ``under`` for that."""
    ends = tuple(f"{place}__startswith" for place in PLACES)
    return any((keyword.arg or "").endswith(ends) for keyword in call.keywords)


def takes_rules(node: ast.ImportFrom) -> bool:
    """Whoever imports the parts of rules puts one together."""
    module = node.module or ""
    return module.split(".")[-1] == "may" and any(alias.name in RULES for alias in node.names)


def fault_of(node: ast.AST) -> str:
    """What is wrong with a place in a text; "" for nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
        return "role as text"
    if isinstance(node, ast.ImportFrom):
        return "rule of its own" if takes_rules(node) else ""
    if not isinstance(node, ast.Call):
        return ""
    if compares_places(node) or takes_apart(node) or looks_up_by_text(node):
        return "path by hand"
    if isinstance(node.func, ast.Attribute) and node.func.attr in RULES:
        return "rule of its own"
    by_role = isinstance(node.func, ast.Attribute) and node.func.attr in ASKED_BY_ROLE
    return "asked by role" if by_role and node.args else ""


def faults(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if fault := fault_of(node):
            yield node.lineno, fault


def written_codes(template: str) -> list[str]:
    """Role codes that stand as texts in a template."""
    texts = re.findall(r"""["']([A-Z_]+)["']""", template)
    return [text for text in texts if text in CODES]


def texts() -> Iterator[tuple[str, str]]:
    """(place, text) of each file that has to ask."""
    for path in sorted(HOUSE.rglob("*.py")):
        place = path.relative_to(HOUSE).as_posix()
        if path.name == "may.py" or place in HOMES or "migrations" in path.parts:
            continue
        if not place.startswith("foundation/machinery/"):
            yield place, path.read_text(encoding="utf-8")


def test_who_may_is_asked_of_may():
    assert len(list(texts())) > 400
    advice = "name it in the may.py of the room and ask that"
    wrong = []
    for place, text in texts():
        wrong += [f"zhixing/{place}:{line}: {fault}: {advice}" for line, fault in faults(text)]
    assert wrong == []


def test_no_template_asks_by_role():
    """A template is given the answer, never the role."""
    pages = sorted(HOUSE.rglob("*.html"))
    assert len(pages) > 100
    wrong = []
    for page in pages:
        place = page.relative_to(HOUSE).as_posix()
        wrong += [f"{place}: {code}" for code in written_codes(page.read_text(encoding="utf-8"))]
    assert wrong == []


def test_the_rule_sees_a_code_in_a_template():
    assert written_codes('{% if role == "OFFICE" %}{{ SYS }}') == ["OFFICE"]


def test_every_room_with_acts_says_who_may():
    rooms = {act.function.__module__.rpartition(".acts")[0] for act in ACTS.values()}
    silent = [room for room in rooms if "machinery" not in room and not find_spec(f"{room}.may")]
    assert silent == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('held.group_codes("SECRETARY")', "role as text"),
        ('ROLES = ("CLERK",)', "role as text"),
        ("any(paper.unit.path.startswith(path) for path in held.paths())", "path by hand"),
        ("row.thing.place.startswith(path)", "path by hand"),
        ("paths[code].startswith(top)", "path by hand"),
        ("home.startswith(unit.path)", "path by hand"),
        ('unit.path.strip("/")', "path by hand"),
        ('row.thing.place.split("/")', "path by hand"),
        ("StudyGroup.objects.filter(unit__path__startswith=unit.path)", "path by hand"),
        ("units.exclude(path__startswith=top)", "path by hand"),
        ("from zhixing.foundation.machinery.may import Role, Where", "rule of its own"),
        ('may.Is("person")', "rule of its own"),
        ("held.paths(R.OFFICE)", "asked by role"),
        ("held.group_codes(*KEEPERS)", "asked by role"),
        ("held.has_at(unit.path, R.OFFICE)", "asked by role"),
    ],
)
def test_the_rule_sees_each_kind(source, fault):
    assert fault in [fault for _line, fault in faults(source)]


@pytest.mark.parametrize(
    "source",
    [
        'request.path.startswith("/api/")',
        "request.path.startswith(FREE)",
        'path.startswith(f"/{name}/")',
        'number.startswith("0")',
        "held.group_codes()",
        "from zhixing.foundation.machinery.may import Rule, Where",
        "may.KEEPS.allows(person, row, held)",
        "R.OFFICE",
        'path.split("/")',
        "Unit.objects.filter(path__under=unit.path)",
        '"SECRETARY of the group"',
    ],
)
def test_the_rule_lets_pass_what_is_another_matter(source):
    assert list(faults(source)) == []
