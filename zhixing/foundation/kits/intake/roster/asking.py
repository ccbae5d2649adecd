"""What a writing of a role means: known, asked once, and remembered."""

from __future__ import annotations

from zhixing.foundation.kits.workbooks.tables import Header

from ..answers import Question
from ..models import Import, ImportState
from ..notes import CHECK, place
from ..reading import Line, Reading
from ..refusals import Refused
from .roles import ROLE_OF_CODE, Roles, read_roles, role_key, unclear_role


def known_roles() -> dict[str, str]:
    """Writings of roles that were asked about in an import, as they were explained; an import that
    was undone has explained nothing.
    """
    rows = Import.objects.filter(state=ImportState.DONE, numbers__has_key="roles").order_by(
        "thing__made_at"
    )
    known: dict[str, str] = {}
    for writings in rows.values_list("numbers__roles", flat=True):
        known |= writings
    return known


def role_of(
    reading: Reading, explained: dict[str, str], cell: str, line: Line, header: Header
) -> Roles | None:
    """The roles that a cell of any file names; None when the row is refused for it: empty, no role,
    or not decided yet. ``explained``: writings explained before (``known_roles``).

    Raises BadInput when an answer is no role.
    """
    if not cell:
        reading.refuse(line, "role.missing", header, "role")
        return None
    roles, unknown = which_role(reading, explained, cell, line)
    if roles is None:
        asked = reading.questions.get(role_key(unknown))
        code = "role.asked" if asked is not None and asked.chosen is None else "role.unknown"
        reading.refuse(line, code, header, "role", cell, name=unknown)
        return None
    if roles.read_as:
        reading.remark(CHECK, line, "role.read", header, "role", cell, read=roles.read_as)
    return roles


def answered_roles(reading: Reading) -> dict[str, str]:
    """Writings of roles that were explained with this file."""
    return {
        key: question.chosen
        for key, question in reading.questions.items()
        if question.about == "role" and question.chosen
    }


def which_role(
    reading: Reading, explained: dict[str, str], text: str, line: Line
) -> tuple[Roles | None, str]:
    """(roles, "") of a cell, or (None, what is not known about it). A writing that nobody has
    explained yet is asked about once.

    Raises BadInput when the answer is no role.
    """
    roles = read_roles(text)
    if roles is not None:
        return roles, ""
    known = explained | answered_roles(reading)
    roles = read_roles(text, known)
    if roles is not None:
        return roles, ""
    name = unclear_role(text, known)
    if not name:
        return None, name
    key = role_key(name)
    question = reading.questions.get(key)
    if question is None:
        question = reading.questions[key] = _question(reading, name)
    question.places.append(place(line.sheet, line.row))
    again = read_roles(text, known | {key: question.chosen}) if question.chosen else None
    return (again, "") if again is not None else (None, name)


def _question(reading: Reading, name: str) -> Question:
    """Which role a writing means, with what was answered. Raises BadInput when that is none."""
    key, answers = role_key(name), reading.answers.aliases.items()
    chosen = next((code for writing, code in answers if role_key(writing) == key), None)
    if chosen and chosen not in ROLE_OF_CODE:
        raise Refused.ROLE_CODE(wrong=chosen[:40])
    return Question(name, list(ROLE_OF_CODE.items()), chosen=chosen, about="role")
