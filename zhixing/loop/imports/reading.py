"""What a workbook would do to the county, by sheet, row and column: the same for the dry run and
for the act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.guide import is_guide
from zhixing.foundation.kits.workbooks.reading import Sheet, Workbook
from zhixing.foundation.kits.workbooks.tables import (
    Header,
    Table,
    data_rows,
    find_header,
    rows_word,
)
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.people.models import Person

from . import rules
from .cells import ASIDES, IN, LEAVE, OUT, TAKE, Aside, Finding, Looks
from .models import Import, ImportState
from .refusals import Refused

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
LEFT_OUT, CELL, INCOMPLETE, CHECK, NOT_READ = "refused", "cell", "incomplete", "check", "not_read"
CHOOSE = "choose"

WHAT_WORDS = {
    LEFT_OUT: (pgettext_lazy("import", "left out"), "over", "ban"),
    CELL: (pgettext_lazy("import", "cell left out"), "soon", "pencil"),
    INCOMPLETE: (pgettext_lazy("import", "incomplete for now"), "soon", "pencil"),
    CHECK: (pgettext_lazy("import", "please check"), "going", "eye"),
    NOT_READ: (pgettext_lazy("import", "not read"), "over", "ban"),
    CHOOSE: (pgettext_lazy("import", "please choose"), "soon", "zoom-question"),
}

# code -> (what is so, what happens or is to be done)
SENTENCES: dict[str, tuple[Any, Any]] = {
    "cell.error": (
        _("Cell %(cell)s holds an error of %(program)s (%(error)s)."),
        _("Nothing is guessed: mend it here, or in the file, and import again."),
    ),
    "cell.no_value": (
        _("Cell %(cell)s holds a formula, and its value is not in the file."),
        _(
            "Save the file in your spreadsheet program and import it again, or write the value"
            " here."
        ),
    ),
    "cell.below_error": (
        _("Empty, and what it would mean stands in cell %(cell)s, which holds an error."),
        _("Nothing is guessed: mend the cell above, or write it here."),
    ),
    "cell.format": (
        _("Nobody can say for sure what this cell shows: its format is not known here."),
        _(
            "Read as it stands here. Look into the file, and write it here where it shows something"
            " else."
        ),
    ),
    "cell.shows_nothing": (
        _("The cell holds something, and its format hides it."),
        _("Read as it stands here. Make it empty where it is not meant."),
    ),
    "cell.struck": (
        _("Struck through in the file."),
        _("Read all the same. Make it empty here where it does not hold any more."),
    ),
    "row.again": (_("The same as in %(place)s."), _("This row adds nothing.")),
    "cell.part_struck": (
        _("A part of the cell is struck through."),
        _("Nothing is guessed: write here what holds."),
    ),
    "cell.shows_less": (
        _("The cell shows no day, and holds one."),
        _("The day that it holds counts. Write it here where another one is meant."),
    ),
    "rows.filtered": (
        _("A filter hides rows: %(count)s."),
        _("Say whether they count. Until then they stay out."),
    ),
    "rows.hidden": (
        _("Rows are hidden: %(count)s."),
        _("Say whether they count. Until then they stay out."),
    ),
    "rows.struck": (
        _("Rows are struck through: %(count)s."),
        _("Say whether they count. Until then they stay out."),
    ),
    "columns.hidden": (
        _("Columns are hidden: %(headings)s."),
        _("Say whether they count. Until then they stay out."),
    ),
    "rows.totals": (_("Rows of totals: %(count)s."), _("They are left out.")),
    "cell.digits": (
        _("A number of more than 15 digits: the spreadsheet has lost the last ones."),
        _("Write it again, as text."),
    ),
    "sheet.not_ours": (
        _("It has none of the headings of a unit's workbook."),
        _("This sheet is not read."),
    ),
    "row.said": (_("This row can not come in."), ""),
    "row.gone": (
        _("This row was sent out, and stands here no longer."),
        _("It is left as it is here, until you choose."),
    ),
    "cell.conflict": (
        _("It has changed here since the workbook was sent out, and in the file too."),
        _("It is left as it stands here, until you choose."),
    ),
    "cell.time": (_("Only the day counts here."), _("The time of day, %(time)s, is not kept.")),
    "marks.conflict": (
        _("Marks of this test were typed already, and this file has others."),
        _("They are left as they are, until you choose."),
    ),
    "book.other_unit": (
        _("“%(other)s” is named here, and the file is the workbook of %(own)s."),
        _("Everything is taken as of %(own)s. Look whether these are its rows."),
    ),
    "book.no_hidden": (
        _("The hidden sheet of the workbook is missing, so it is not known what was sent out."),
        _(
            "Every cell that reads otherwise than what stands here counts as a change: look at old"
            " and new below, before you import."
        ),
    ),
    "sheet.no_header": (
        _("No row has the headings %(needed)s."),
        _("This sheet is not read. Give it these headings."),
    ),
    "name.missing": (_("No name."), _("Write the name and import again.")),
    "name.odd": (
        _("This can not be a name: a sign that nobody sees, or longer than %(most)s characters."),
        _("Type it again and import again."),
    ),
    "name.none": (
        _("This can not be a name: there is no letter in it."),
        _("Write the name and import again."),
    ),
    "name.vacant": (_("Nobody has this post."), _("The row is left out.")),
    "name.several": (
        _("Several names in one cell."),
        _("Give everybody a row of their own, and import again."),
    ),
    "unit.alike": (
        _("“%(name)s” reads like “%(other)s” (%(place)s): perhaps the same unit."),
        _("Taken as two units, unless somebody chooses otherwise."),
    ),
    "unit.alike_here": (
        _("“%(name)s” reads like “%(other)s”, which is here already: perhaps the same unit."),
        _("Taken as another unit, unless somebody chooses otherwise."),
    ),
    "text.long": (
        _("Longer than %(most)s characters, or with a sign that nobody sees."),
        _("Shorten it and import again."),
    ),
    "sign.unseen": (
        _("There is a sign that nobody sees (%(sign)s)."),
        _("Type the words again and import again."),
    ),
    "role.missing": (_("No role in the study group."), _("Write the role and import again.")),
    "role.unknown": (
        _("This is no role in a study group."),
        _("Possible are 组长, 副组长, 成员, 扩大人员, 列席人员, 学习秘书."),
    ),
    "role.read": (_("Read as “%(read)s”."), ""),
    "unit.missing": (
        _("No unit, and none above it that could hold on."),
        _("Write the unit and import again."),
    ),
    "unit.asked": (
        _("Not decided yet which unit “%(name)s” is."),
        _("Answer the question beside the table; then these rows come in."),
    ),
    "unit.left": (
        _("“%(name)s” is no unit that is known here."),
        _("The topic comes in without it."),
    ),
    "unit.unknown": (
        _("“%(name)s” is no unit that is known here."),
        _("Add the unit, or say which one it is, and import again."),
    ),
    "role.asked": (
        _("Not decided yet what “%(name)s” is in a study group."),
        _("Answer the question beside the table; then these rows come in."),
    ),
    "phone.lost": (
        _("The spreadsheet has lost digits of the number: it kept %(kept)s of them."),
        _("The person comes in without a telephone. Write it again, as text."),
    ),
    "phone.none": (_("This is no telephone."), _("The person comes in without one.")),
    "phone.several": (_("%(count)s numbers in one cell."), _("The first one is taken.")),
    "phone.local": (_("A number without its area code."), _("Taken as it stands.")),
    "phone.extension": (
        _("Behind the number stands an extension (%(extension)s)."),
        _("The number is taken without it."),
    ),
    "person.same_phone": (
        _("The same telephone as in %(place)s, under another name: perhaps the same person."),
        _("Taken as two people, unless somebody chooses otherwise."),
    ),
    "person.same_phone_here": (
        _("Somebody here has this telephone under another name: perhaps the same person."),
        _("Taken as two people, unless somebody chooses otherwise."),
    ),
    "phone.length": (
        _("%(digits)s digits; a mobile has 11."),
        _("The person comes in without a telephone."),
    ),
    "person.namesake": (
        _("The same name as in %(place)s, with another telephone."),
        _("Taken as two people."),
    ),
    "person.twice": (
        _("The same name and telephone as in %(place)s."),
        _("Taken as one person, in two groups."),
    ),
    "person.elsewhere": (
        _("Somebody of another unit has this name, nobody of %(unit)s."),
        _("The name comes in as text. Name the responsible person on the page of the problem."),
    ),
    "person.again": (
        _("The same person stands in %(place)s already."),
        _("This row adds nothing."),
    ),
    "group.two_leaders": (
        _("%(unit)s has %(count)s leaders (rows %(rows)s)."),
        _("The group comes in as incomplete; it files a plan when there is exactly one."),
    ),
    "group.no_leader": (
        _("%(unit)s has no leader."),
        _("The group comes in as incomplete; it files a plan when there is one."),
    ),
    "group.no_secretary": (
        _("%(unit)s has no study secretary."),
        _("The group comes in as incomplete; it files a plan when there is one."),
    ),
    "group.absent": (
        _("%(count)s people of the group of %(unit)s are not in the file."),
        _("They stay. Who has left is released on the page of the group."),
    ),
    "title.missing": (_("No topic."), _("Write the topic and import again.")),
    "year.unreadable": (_("This is no year."), _("Write 2026 and import again.")),
    "months.unreadable": (
        _("This is no month, range of months or quarter."),
        _("Write 5月, 7-9月 or 第二季度 and import again."),
    ),
    "months.year": (
        _("The months are of another year than the topic (%(year)s)."),
        _("Mend one of the two, and import again."),
    ),
    "category.unknown": (
        _("This is none of the nine content categories."),
        _("Kept as it is written; choose the category on the page of the topic."),
    ),
    "cell.empty": (_("Empty."), _("The topic comes in without it.")),
    "topic.twice": (_("The same topic as in %(place)s."), _("The first one counts.")),
    "text.missing": (_("No problem is described."), _("Describe it and import again.")),
    "due.missing": (
        _("No deadline."),
        _("A problem that is handed over has one: write it and import again."),
    ),
    "due.unreadable": (
        _("This can not be read as a deadline."),
        _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
    ),
    "due.twofold": (
        _("This can be read as two different days."),
        _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
    ),
    "due.never": (
        _("There is no such day."),
        _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
    ),
    "due.closed": (
        _("This can not be read as a deadline."),
        _("The row is struck off; it comes in without one."),
    ),
    "due.year": (_("Which year is not said."), _("Say the year of the file.")),
    "due.immediate": (
        _("To be mended at once: %(days)s working days from the day of receipt, that is %(day)s."),
        "",
    ),
    "due.within": (_("Counted from the day of receipt, %(received)s: %(day)s."), ""),
    "due.until": (_("A span of days: its end counts, %(day)s."), ""),
    "due.time": (
        _("A deadline is a day: %(day)s."),
        _("The time of day, %(time)s, is kept in words as the aim of the problem."),
    ),
    "due.standing": (
        _(
            "Has no end: comes in as under way, and shelving is proposed to the leader, to be"
            " reviewed on %(day)s."
        ),
        "",
    ),
    "due.done": (
        _("Has no end, and is done by its own words."),
        _("Comes in as reported solved; somebody verifies it."),
    ),
    "class.unknown": (
        _("This is no class of problem."),
        _("The problem comes in without a class. Possible are 共性, 个性, 特殊."),
    ),
    "source.unknown": (_("This source is not known."), _("Comes in as “other”.")),
    "progress.unknown": (
        _("This does not say how far it has come."),
        _("Write 未启动, 正在推进, 持续推进, 已列入…计划 or 已完成 and import again."),
    ),
    "struck.unknown": (
        _("This does not say whether it is struck off."),
        _("Write 是 or 否 and import again."),
    ),
    "struck.contradiction": (
        _("Struck off, though by its own words it is not done."),
        _(
            "Comes in as closed before Zhixing, and stands among the loose ends until somebody says"
            " why."
        ),
    ),
    "problem.here": (
        _("This problem is here already (%(code)s) and reads otherwise."),
        _("Nothing is changed until you choose."),
    ),
    "code.unknown": (
        _("No problem has the code %(code)s."),
        _("Taken by its unit and its words. Mend the code where it was meant."),
    ),
    "problem.twice": (
        _("The same problem of the same unit as in %(place)s."),
        _("The first one counts."),
    ),
    "item.kind": (
        _("This is no kind of item that is known."),
        _("Possible are 单选, 多选, 判断, 填空, 简答."),
    ),
    "item.kind_read": (_("No kind is written; by options and key it is read as %(kind)s."), ""),
    "item.key": (
        _("This can not be read as a key."),
        _("Write A, ABC or A、C; 对 or 错 for true or false."),
    ),
    "item.key.missing": (_("No key."), _("Write the key and import again.")),
    "item.key.outside": (
        _("The key is not among the options."),
        _("Mend the key or the options and import again."),
    ),
    "item.key.single": (
        _("A single choice with several keys."),
        _("Call it 多选, or leave one key."),
    ),
    "item.options.few": (
        _("A choice with fewer than two options."),
        _("Write the options and import again."),
    ),
    "item.options.same": (_("Two options are the same."), _("Mend them and import again.")),
    "item.options.gap": (
        _("An option between others is empty."),
        _("Write it, or move the others up."),
    ),
    "item.text": (_("No question."), _("Write it and import again.")),
    "item.long": (
        _("The question, an option or the key is too long."),
        _("Shorten it and import again."),
    ),
    "item.cut": (_("Longer than %(most)s characters."), _("What is beyond them is left out.")),
    "item.answer": (
        _("This question is in the bank (%(code)s), and its answer there is another one."),
        _("The answer stays as it is until somebody chooses."),
    ),
    "item.like": (
        _("A question in the bank (%(code)s) reads like this one."),
        _("Comes in as another question, unless somebody chooses otherwise."),
    ),
    "item.twice_otherwise": (
        _("The same question as in %(place)s, with another answer."),
        _("The first one counts. Look which one is right, and mend it."),
    ),
    "text.unseen": (
        _("There is a sign in it that nobody sees."),
        _("Type it again and import again."),
    ),
    "item.twice": (_("The same question as in %(place)s."), _("The first one counts.")),
}
# How a row would come in: said of new and changed ones only.
HOW_IT_COMES_IN = frozenset(
    {
        "due.immediate",
        "due.standing",
        "due.within",
        "due.until",
        "due.done",
        "due.time",
        "due.closed",
        "due.year",
        "struck.contradiction",
        "source.unknown",
        "class.unknown",
        "category.unknown",
        "cell.empty",
        "unit.left",
    }
)
OF_THE_FILE = frozenset(
    {"book.no_hidden", "book.other_unit"}
)  # remarks about the whole file stand first
PERSONAL = frozenset(
    {"name", "phone", "person"}
)  # columns whose words are not kept with the import

# What stands side by side at one place, and what the clerk may choose there.
# The first choice of a place is what happens while nobody has chosen.
SIDES = {"sent": _("Sent out"), "here": _("Stands here now"), "file": _("In the file")}
CHOICES = {
    "here": _("Leave it as it stands here"),
    "file": _("Take what the file says"),
    "new": _("It is another one: bring it in as new"),
    "two": _("Two people"),
    "same": _("The same person"),
    "two_units": _("Two units"),
    "same_unit": _("The same unit"),
    LEAVE: _("Leave them out"),
    TAKE: _("Read them too"),
}
SET_ASIDE = (LEAVE, TAKE)


@dataclass(frozen=True, slots=True)
class Note:
    """One place to look at. ``row`` is the row it is about (0: the sheet), ``rows`` how it is
    written when it is about several.
    """

    what: str
    sheet: str
    row: int
    code: str
    column: str = ""
    heading: str = ""
    written: str = ""
    rows: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    at: int = 0  # the column of the cell, from 1; 0: the row itself
    sides: dict[str, str] = field(default_factory=dict)  # of ``SIDES``: what stands there
    options: tuple[str, ...] = ()  # of ``CHOICES``: what may be chosen
    chosen: str = ""

    @property
    def key(self) -> str:
        """The place, as an answer names it: the same whenever the file is read."""
        return self.key_of(self.sheet, self.row, self.column)

    @staticmethod
    def key_of(sheet: str, row: int, column: str) -> str:
        return f"{sheet}!{row}!{column}"

    @property
    def shown_sides(self) -> list[tuple[Any, str]]:
        """(whose words they are, the words) in the order of ``SIDES``."""
        return [(word, self.sides[side]) for side, word in SIDES.items() if side in self.sides]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """(value, words) of what may be chosen."""
        return [(value, CHOICES[value]) for value in self.options]

    @property
    def chosen_word(self) -> Any:
        return CHOICES.get(self.chosen, "")

    @property
    def sentence(self) -> str:
        if self.code == "row.said":
            return self.params["zh" if (get_language() or "zh").startswith("zh") else "en"]
        words = self.params | ({"rows": self.rows} if self.rows else {})
        if "at" in words:
            words["place"] = place(*words["at"], self.sheet)
        return str(SENTENCES[self.code][0]) % words if words else str(SENTENCES[self.code][0])

    @property
    def where(self) -> str:
        return self.rows or (str(self.row) if self.row else "")

    @property
    def advice(self) -> str:
        advice = str(SENTENCES[self.code][1])
        return advice % self.params if "%(" in advice else advice

    @property
    def word(self) -> Any:
        return WHAT_WORDS[self.what][0]

    @property
    def tone(self) -> str:
        return WHAT_WORDS[self.what][1]

    @property
    def icon(self) -> str:
        return WHAT_WORDS[self.what][2]

    def kept(self) -> dict[str, Any]:
        """As it is kept with the import: no name and no telephone of anybody."""
        personal = self.column in PERSONAL or self.params.get("personal", False)
        return {
            "what": self.what,
            "sheet": self.sheet,
            "row": self.row,
            "rows": self.rows,
            "code": self.code,
            "column": self.column,
            "heading": self.heading,
            "written": "" if personal else self.written[:200],
            "params": self._kept_params(),
            "at": self.at,
        } | self._kept_choice(personal)

    def _kept_params(self) -> dict[str, Any]:
        """Where a sentence names people, the one that does not is kept."""
        if "nameless" not in self.params:
            return self.params
        chinese, english = self.params["nameless"]
        others = {name: value for name, value in self.params.items() if name != "nameless"}
        return others | {"zh": chinese, "en": english}

    def _kept_choice(self, personal: bool) -> dict[str, Any]:
        sides = {} if personal else {side: words[:200] for side, words in self.sides.items()}
        return {"sides": sides, "options": list(self.options), "chosen": self.chosen}


@dataclass(slots=True)
class Line:
    """One row of data and what becomes of it. ``says`` are the words of the dry run; ``plan`` is
    what the act needs.
    """

    sheet: str
    row: int
    action: str = NEW
    says: list[str] = field(default_factory=list)
    plan: Any = None
    doubled: bool = False  # adds nothing to a row above
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # heading, old, new


class LeftOut(Exception):
    """A row that can not come in: why, and the column that is to blame."""

    def __init__(self, code: str, column: str, written: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.written, self.params = code, column, written, params


@dataclass
class Question:
    """What a name means: asked once, and kept. ``chosen``: a code, ``""`` for none of them, None
    while it is open.

    ``about``: a unit (kept as an alias), or a role in a study group (kept with the import).
    """

    name: str
    options: list[tuple[str, str]]
    places: list[str] = field(default_factory=list)
    chosen: str | None = None
    about: str = "unit"


@dataclass(frozen=True)
class Answers:
    """What the clerk said about this file. ``cells``: (sheet, row, column from 1) -> what stands
    there instead. ``guess``: the dry run may take the most probable answer for the time being.
    """

    aliases: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    received_on: dt.date | None = None
    guess: bool = False
    cells: dict[tuple[str, int, int], str] = field(default_factory=dict)
    unit: str = ""  # whose workbook it is, where the file does not say so
    by: Any = None  # who says it
    choices: dict[str, str] = field(
        default_factory=dict
    )  # key of a place (``Note.key``) -> what was chosen there, of ``CHOICES``


def mended(book: Workbook, cells: dict[tuple[str, int, int], str]) -> Workbook:
    """The file with some cells as the clerk has mended them in the page."""
    if not cells:
        return book
    sheets = (
        sheet.mended(
            {(row, at): text for (name, row, at), text in cells.items() if name == sheet.name}
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


@dataclass
class Reading:
    """What would be made, changed and refused."""

    what: str
    book: Workbook
    answers: Answers
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    strangers: set[str] = field(
        default_factory=set
    )  # names that are like no unit, so that nobody is asked
    sheets: list[tuple[str, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    asks_year: bool = False
    asks_received: bool = False
    numbers: dict[str, int] = field(default_factory=dict)
    befores: list[tuple[Person, Membership | None, dict[str, str], dict[str, str]]] = field(
        default_factory=list
    )  # what ``carry_out`` changed about people: old, new
    updates: list[Any] = field(
        default_factory=list
    )  # what a ledger shall change (``updating.Update``)
    headers: dict[str, Header] = field(default_factory=dict)
    columns: dict[tuple[str, int], dict[str, int]] = field(
        default_factory=dict
    )  # which column of a row holds what, where it is not as the first headings say
    on: dt.date | None = None
    about: list[str] = field(default_factory=list)  # names of the units whose rows they are

    def count(self, *actions: str) -> int:
        return sum(line.action in actions for line in self.lines)

    @property
    def rows(self) -> int:
        return len(self.lines)

    @property
    def good(self) -> int:
        return self.rows - self.count(REFUSED)

    @property
    def to_choose(self) -> int:
        """Places where the clerk has not chosen yet."""
        return sum(bool(note.options) and not note.chosen for note in self.notes)

    @property
    def to_do(self) -> int:
        return self.count(NEW, CHANGED)

    @property
    def unread(self) -> str:
        """Why nothing of the file could be read; ``""`` where something was."""
        if self.good:
            return ""
        first = next((note for note in self.notes if note.what == LEFT_OUT), None)
        if first is None:
            return str(_("below the headings stands no row with anything in it."))
        where = place(first.sheet, first.row) if first.row else first.sheet
        return str(_("%(place)s: %(why)s") % {"place": where, "why": first.sentence})

    def note(
        self,
        what: str,
        sheet: str,
        row: int,
        code: str,
        /,
        header: Header | None = None,
        column: str = "",
        written: str = "",
        rows: str = "",
        sides: dict[str, str] | None = None,
        **params: Any,
    ) -> None:
        note = self._place(what, sheet, row, code, header, column, written, rows, params)
        self.notes.append(replace(note, sides=sides) if sides else note)

    def _place(
        self,
        what: str,
        sheet: str,
        row: int,
        code: str,
        header: Header | None,
        column: str,
        written: str,
        rows: str,
        params: dict[str, Any],
    ) -> Note:
        header = header or self.headers.get(sheet)
        heading = header.words.get(column, "") if header is not None else ""
        columns = self.columns.get((sheet, row)) or (header.columns if header is not None else {})
        return Note(
            what,
            sheet,
            row,
            code,
            column,
            heading,
            written,
            rows,
            params,
            columns.get(column, -1) + 1,
        )

    def ask(
        self,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        sides: dict[str, str],
        options: tuple[str, ...],
        written: str = "",
        **params: Any,
    ) -> str:
        """Note a place where the clerk chooses; answers the choice, ``""`` while there is none.

        Raises BadInput when it can not be chosen there.
        """
        note = self._place(
            CHECK,
            line.sheet,
            line.row,
            code,
            header,
            column,
            written or sides.get("file", ""),
            "",
            params,
        )
        chosen = self._chosen(note.key, options)
        what = CHECK if chosen else CHOOSE
        self.notes.append(replace(note, what=what, sides=sides, options=options, chosen=chosen))
        return chosen

    def _chosen(self, key: str, options: tuple[str, ...]) -> str:
        """What was chosen at a place, ``""`` while nothing is. Raises BadInput when it can not be
        chosen there.
        """
        chosen = self.answers.choices.get(key, "")
        if chosen and chosen not in options:
            possible = ", ".join(options)
            raise Refused.CHOICE_UNKNOWN(wrong=chosen[:40], place=key, possible=possible)
        return chosen

    def read_rows(
        self, sheet: Sheet, header: Header, table: Table
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number, column -> text) of the sheet's data.

        An empty cell that means the one above is filled in. A row that can not be itself for an
        error in it is told and left out. What is hidden or struck through is told with its number,
        and left out until somebody chooses.
        """
        choices = {
            code: self._chosen(Note.key_of(sheet.name, 0, code), SET_ASIDE) for code in ASIDES
        }
        looks, totals = Looks(sheet, table, choices), list[int]()
        for number, columns, cells in data_rows(sheet, header, table, totals):
            if columns is not header.columns:
                self.columns[sheet.name, number] = columns
            progress.step()
            findings, outcome = looks.at(number, columns, cells)
            if outcome == OUT:
                shown = [cells[name] for name in table.needed if cells.get(name)]
                self.lines.append(Line(sheet.name, number, REFUSED, says=shown))
            for finding in findings:
                self._tell(sheet.name, number, header, finding)
            if outcome == IN:
                yield number, cells
        for aside in looks.asides.values():
            self._tell_aside(sheet.name, header, aside)
        if totals:
            self.notes.append(
                Note(
                    CHECK,
                    sheet.name,
                    0,
                    "rows.totals",
                    rows=some_rows(totals),
                    params={"count": len(totals)},
                )
            )

    def _tell_aside(self, sheet: str, header: Header, aside: Aside) -> None:
        """How many rows or columns somebody has set aside, and the choice: read them too, or leave
        them out.
        """
        headings = "、".join(header.words.get(column, column) for column in aside.columns)
        note = Note(
            CHECK if aside.choice else LEFT_OUT,
            sheet,
            0,
            aside.code,
            aside.code,
            rows=some_rows(aside.rows),
            params={"count": len(aside.columns) or len(aside.rows), "headings": headings},
            options=SET_ASIDE,
            chosen=aside.choice,
        )
        self.notes.append(note)

    def _tell(self, sheet: str, row: int, header: Header, finding: Finding) -> None:
        what = CELL if finding.empties else CHECK
        if finding.decides:
            what = LEFT_OUT
        self.note(
            what,
            sheet,
            row,
            finding.code,
            header,
            finding.column,
            finding.written,
            **finding.params,
        )

    def refuse(
        self,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        written: str = "",
        **params: Any,
    ) -> None:
        line.action = REFUSED
        self.note(LEFT_OUT, line.sheet, line.row, code, header, column, written, **params)

    def settle(self) -> None:
        """Rows that are here already bring nothing: how they would come in is not said."""
        here = {(line.sheet, line.row) for line in self.lines if line.action == SAME}
        self.notes = [
            note
            for note in self.notes
            if note.code not in HOW_IT_COMES_IN or (note.sheet, note.row) not in here
        ]

    def sort(self) -> None:
        """By how much they matter: about the file, to be chosen, refused, completed, checked."""
        order = {CHOOSE: 0, LEFT_OUT: 1, NOT_READ: 1, CELL: 2, INCOMPLETE: 3, CHECK: 4}
        places = {name: at for at, (name, _count) in enumerate(self.sheets)}
        self.notes.sort(
            key=lambda note: (
                note.code not in OF_THE_FILE,
                order[note.what],
                places.get(note.sheet, 99),
                note.row,
            )
        )


def some_rows(numbers: list[int]) -> str:
    """Row numbers in words, as many as one reads."""
    words = rows_word(numbers)
    return words if len(words) < 60 else f"{words[:60]}…"


def place(sheet: str, row: int, here: str = "") -> str:
    """Where a row stands; the sheet is named when it is another one."""
    if sheet == here:
        return str(_("row %(row)s") % {"row": row})
    return str(_("%(sheet)s, row %(row)s") % {"sheet": sheet, "row": row})


def open_sheets(reading: Reading, table: Table) -> list[tuple[Sheet, Header]]:
    """The sheets with the headings; the others are told. Raises BadInput when no sheet has them."""
    wanted = "、".join(table[column].words[0] for column in table.needed)
    ours = reading.book.mark.get("skip", "").split("|")
    sheets = []
    for sheet in reading.book.sheets:
        if sheet.hidden:
            reading.hidden.append(sheet.name)
            continue
        header = None if is_guide(sheet) else find_header(sheet, table)
        if header is not None:
            sheets.append((sheet, header))
            reading.headers[sheet.name] = header
        elif sheet.name not in ours and not is_guide(sheet) and sheet.says_something:
            reading.note(NOT_READ, sheet.name, 0, "sheet.no_header", needed=wanted)
    if not sheets:
        raise Refused.WORKBOOK_OTHER_HEADINGS(needed=wanted)
    return sheets


@dataclass
class Standing:
    """What the county holds already, read with a fixed number of queries. Empty: a county that is
    just beginning.
    """

    units: dict[str, Unit] = field(default_factory=dict)  # compared name or alias -> unit
    by_code: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, StudyGroup] = field(default_factory=dict)  # unit code -> group
    people: dict[str, list[Person]] = field(default_factory=dict)  # compared name -> people
    members: dict[str, list[Membership]] = field(
        default_factory=dict
    )  # group code -> roles in force
    roles: dict[str, str] = field(
        default_factory=dict
    )  # a writing of a role that somebody has explained -> its code

    @classmethod
    def load(cls, on: dt.date, people: bool = True) -> Standing:
        """Six queries, whatever the size of the county."""
        standing = cls()
        for unit in Unit.objects.active().select_related("thing"):
            standing.by_code[unit.pk] = unit
            standing.units[names.compared(unit.name)] = unit
        for alias in Alias.objects.all():
            if alias.unit_id in standing.by_code:
                standing.units.setdefault(
                    names.compared(alias.name), standing.by_code[alias.unit_id]
                )
        for group in StudyGroup.objects.active().select_related("thing"):
            standing.groups[group.unit_id] = group
        if people:
            standing.roles = known_roles()
            for person in Person.objects.active():
                standing.people.setdefault(names.compared(person.name), []).append(person)
            for membership in Membership.objects.in_force(on).filter(stands_in=False):
                standing.members.setdefault(membership.group_id, []).append(membership)
        return standing

    def unit(self, name: str) -> Unit | None:
        return self.units.get(names.compared(name))


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
) -> rules.Roles | None:
    """The roles that a cell of any file names; None when the row is refused for it: empty, no role,
    or not decided yet. ``explained``: writings explained before (``known_roles``).

    Raises BadInput when an answer is no role.
    """
    if not cell:
        reading.refuse(line, "role.missing", header, "role")
        return None
    roles, unknown = which_role(reading, explained, cell, line)
    if roles is None:
        asked = reading.questions.get(rules.role_key(unknown))
        code = "role.asked" if asked is not None and asked.chosen is None else "role.unknown"
        reading.refuse(line, code, header, "role", cell, name=unknown)
        return None
    if roles.read_as:
        reading.note(
            CHECK, line.sheet, line.row, "role.read", header, "role", cell, read=roles.read_as
        )
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
) -> tuple[rules.Roles | None, str]:
    """(roles, "") of a cell, or (None, what is not known about it). A writing that nobody has
    explained yet is asked about once.

    Raises BadInput when the answer is no role.
    """
    roles = rules.read_roles(text)
    if roles is not None:
        return roles, ""
    known = explained | answered_roles(reading)
    roles = rules.read_roles(text, known)
    if roles is not None:
        return roles, ""
    name = rules.unclear_role(text, known)
    if not name:
        return None, name
    key = rules.role_key(name)
    question = reading.questions.get(key)
    if question is None:
        question = Question(
            name, [(code, word) for code, word in rules.ROLE_OF_CODE.items()], about="role"
        )
        question.chosen = next(
            (
                code
                for writing, code in reading.answers.aliases.items()
                if rules.role_key(writing) == key
            ),
            None,
        )
        if question.chosen and question.chosen not in rules.ROLE_OF_CODE:
            raise Refused.ROLE_CODE(wrong=question.chosen[:40])
        reading.questions[key] = question
    question.places.append(place(line.sheet, line.row))
    again = rules.read_roles(text, known | {key: question.chosen}) if question.chosen else None
    return (again, "") if again is not None else (None, name)


def which_unit(
    reading: Reading, standing: Standing, name: str, line: Line, *, likely: bool = True
) -> tuple[Unit | None, bool]:
    """(unit, decided). Known by name or alias, or by an answer; otherwise a question is asked once
    for the name.

    ``likely=False`` (roster, where an unknown unit is a new one): only a name that is a shortened
    form of another one is asked about.
    """
    known = standing.unit(name)
    if known is not None:
        return known, True
    key = names.compared(name)
    if key in reading.strangers:
        return None, True
    question = reading.questions.get(key)
    if question is None:
        long_names = {
            unit.name: unit.pk for unit in standing.by_code.values() if unit.kind != "county"
        }
        close = [long_name for long_name in long_names if rules.shortened(name, long_name)]
        if likely:
            close += [
                long_name
                for long_name in names.candidates(name, long_names, most=4)
                if long_name not in close
            ]
        if not close:
            reading.strangers.add(key)
            return None, True
        question = Question(name, [(long_names[long_name], long_name) for long_name in close[:5]])
        answer = next(
            (
                code
                for writing, code in reading.answers.aliases.items()
                if names.compared(writing) == key
            ),
            None,
        )
        if answer is None and reading.answers.guess and rules.shortened(name, close[0]):
            answer = long_names[close[0]]
        if answer is not None and answer and answer not in standing.by_code:
            raise Refused.ALIAS_UNKNOWN(wrong=answer[:40])
        question.chosen = answer
        reading.questions[key] = question
    question.places.append(place(line.sheet, line.row))
    if question.chosen is None:
        return None, False
    return (standing.by_code[question.chosen], True) if question.chosen else (None, True)
