"""What a table of a workbook is: its columns in the words that offices use, found in a sheet by
meaning. One definition for template, import and export.

A sheet is read row by row: a row of headings says which column holds what, from there on; it may
stand anywhere, in any order, several times (tables below each other), or twice in one row (tables
beside each other).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.orgs.rules import compared

from .reading import Sheet
from .values import plain, tidy

HEADER_WITHIN = 30
TOTALS = re.compile(
    r"(?:本页|本表|全县|全镇|全乡|全局|各类|累计|总|以上)?(?:人数|条数)?(?:合计|总计|小计|共计|总共|总数|累计)(?:数|人数|条数)?"
    r"(?:\([^()]{0,6}\)|[人条项个件名户题])?(?:[:为]?(?:共|约)?\d+(?:\.\d+)?(?:人次|[条项人个件名户题次元])?)?[。.]?"
    r"|(?:总|合)?共(?:有|计)?:?\d+(?:人次|[条项人个件名户题次])[。.]?"
)
PART = re.compile(
    r".{0,20}(?:合计|小计|总计|共计)(?:数|值)?(?:\([^()]{0,6}\))?(?:[:为]?(?:共|约)?\d+(?:\.\d+)?(?:人次|[条项人个件名户题次元])?)?"
    r"|(?:其中|平均|汇总|总人数|总条数).{0,20}|(?:sub|grand)?total|sum|σ"
)
COUNT = re.compile(r"[+-]?[\d,.]+(?:人次|[%条项人个件名户题次元])?")
NOTES = (
    "注:",
    "注1",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "填表人",
    "制表人",
    "审核人",
    "填报单位",
    "填表单位",
    "填报人",
    "填报日期",
    "填表日期",
    "制表日期",
    "负责人签字",
    "单位负责人",
    "(盖章)",
)
MARKED = (
    "*",
    ":",
    ")",
)  # as ``plain`` writes them; few words end with one of them, so that few are searched
MARKS = re.compile(r"[*＊:：]+$|^[*＊]+|[(（][^()（）]*[)）]$")


@dataclass(frozen=True)
class Field:
    """A column. ``words[0]`` is its Chinese heading, the others are what offices write instead;
    ``english`` its English one.

    kind: text, long (several lines), day, number, code (digits whose zeros count, such as
    telephones). choices: words for the drop-down.
    """

    name: str
    words: tuple[str, ...]
    english: str
    kind: str = "text"
    needed: bool = False
    example: str = ""
    help: Words = ""
    choices: tuple[str, ...] | Callable[[], Iterable[str]] = ()
    width: int = 14
    told: bool = (
        False  # it only tells, so that one knows which row it is; what is written there is not read
    )
    exact: bool = (
        False  # a day or number in it is what the cell holds; elsewhere it is what the cell shows
    )
    vital: bool = False  # without it a row is not itself: where it is an error, the row is left out
    down: bool = False  # an empty cell means what stands above it
    sums: bool = (
        False  # a row whose cell here says 合计 is one of totals, whatever stands before it
    )

    @property
    def by_value(self) -> bool:
        """Whether what the cell holds counts, and not how it is shown."""
        return self.exact or self.kind in ("day", "number")

    @property
    def decides(self) -> bool:
        """Whether a row can not come in while this cell is an error."""
        return self.needed or self.vital or self.down

    @property
    def heading(self) -> str:
        return self.words[0] if (get_language() or "").startswith("zh") else self.english

    def offered(self) -> list[str]:
        return [
            str(choice) for choice in (self.choices() if callable(self.choices) else self.choices)
        ]


@dataclass(frozen=True)
class Table:
    """A kind of sheet. ``version`` goes into the hidden sheet of its template and counts up when a
    column changes its meaning.
    """

    name: str
    title: Any
    fields: tuple[Field, ...]
    version: int = 1
    meanings: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for column in self.fields:
            for word in (*column.words, column.english):
                self.meanings.setdefault(plain(word), column.name)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.fields if column.needed)

    @cached_property
    def downward(self) -> tuple[str, ...]:
        """Columns whose empty cells mean what stands above."""
        return tuple(column.name for column in self.fields if column.down)

    def without(self, *names: str) -> Table:
        """The same table with fewer columns."""
        return Table(
            self.name,
            self.title,
            tuple(column for column in self.fields if column.name not in names),
            self.version,
        )

    def __getitem__(self, name: str) -> Field:
        return next(column for column in self.fields if column.name == name)

    def meaning(self, cell: str) -> str | None:
        """The column a heading stands for: blanks, width, traditional signs, stars and a remark in
        brackets do not count.
        """
        word = plain(cell)
        name = self.meanings.get(word)
        while (
            name is None and (word.endswith(MARKED) or word.startswith("*")) and MARKS.search(word)
        ):
            word = MARKS.sub("", word)
            name = self.meanings.get(word)
        return name


@dataclass(frozen=True)
class Header:
    """Where the headings stand (row number) and which column holds what (column name -> index);
    ``words`` are the headings as written.
    """

    row: int
    columns: dict[str, int]
    words: dict[str, str]
    beside: tuple[dict[str, int], ...] = ()  # the same table again, further right


def header_in(
    row: Iterable[str],
    number: int,
    table: Table,
    meaning: Callable[[str], str | None] | None = None,
) -> Header | None:
    """The headings, when this row has one for every needed column. ``meaning``: ``table.meaning``,
    or what remembers its answers.
    """
    meaning = meaning or table.meaning
    cells = list(row)
    needed = table.needed
    spare = sum(map(bool, cells)) - len(needed)  # so many cells may be no heading
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        name = meaning(cell) if cell and len(cell) < 60 else None
        if name is not None and not (
            at and cell == cells[at - 1]
        ):  # a heading merged across is one
            places.setdefault(name, []).append(at)
        elif cell:
            spare -= 1
            if spare < 0:
                return None
    if not set(needed) <= set(places):
        return None
    times = min(len(places[name]) for name in needed) if needed else 1
    blocks = [
        {
            name: several[nth] if len(several) == times else several[0]
            for name, several in places.items()
        }
        for nth in range(times)
    ]
    return Header(
        number,
        blocks[0],
        {name: "".join(cells[at].split()) for name, at in blocks[0].items()},
        tuple(blocks[1:]),
    )


def find_header(sheet: Sheet, table: Table) -> Header | None:
    """The first row with the headings."""
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        header = header_in(row, number, table)
        if header is not None:
            return header
    return None


def is_total(row: Iterable[str]) -> bool:
    """A row of totals: its first word says so (合计, 小计：3人, 总计（人）, 共3人); numbers may
    stand before it.
    """
    words = (word for cell in row if (word := compared(cell)) and not word.isdigit())
    return TOTALS.fullmatch(next(words, "")) is not None


def is_total_or_note(row: Iterable[str]) -> bool:
    """A total row, or one that only remarks something."""
    cells = [cell for cell in row if cell.strip()]
    if not cells:
        return False
    if is_total(cells):
        return True
    first = compared(cells[0])
    if not first.startswith(NOTES):
        return False
    filled = [compared(cell) for cell in cells]
    return len(set(filled)) <= 2 or (
        all(text.startswith(NOTES) or len(text) < 12 for text in filled[:4]) and ":" in first
    )


def data_rows(
    sheet: Sheet, header: Header, table: Table, totals: list[int] | None = None
) -> Iterator[tuple[int, dict[str, int], dict[str, str]]]:
    """(row number, column -> index, column -> text) of every row below the headings that is neither
    empty, nor a total, nor a note; headings that come again count from there on.

    ``totals``: takes the numbers of the rows of totals.
    """
    sums = [column.name for column in table.fields if column.sums]
    meaning = lru_cache(1000)(
        table.meaning
    )  # the same few words stand in every row; forgotten with the sheet
    for number, row in enumerate(sheet.rows[header.row :], header.row + 1):
        again = header_in(row, number, table, meaning)
        if again is not None:
            header = again
            continue
        if _is_title(sheet, number, row, table):
            continue
        if not header.beside and is_total_or_note(
            row
        ):  # beside each other each table has totals of its own
            _add_total(totals, number, row)
            continue
        for columns in (header.columns, *header.beside):
            cells = {name: tidy(row[at]) if at < len(row) else "" for name, at in columns.items()}
            if sheet.values:
                held_cells(sheet, number, columns, cells, table)
            if _says_total(cells, columns, sums) or _adds_up(cells, columns, table):
                _add_total(totals, number, ["合计"])
            elif any(
                _says_something(sheet, number, at, cells[name])
                for name, at in columns.items()
                if name != "number"
            ):
                yield number, columns, cells


def _says_something(sheet: Sheet, number: int, at: int, text: str) -> bool:
    """Whether a cell holds anything: a formula whose value is not in the file shows nothing, and is
    no empty cell.
    """
    return bool(text) or (number, at + 1) in sheet.errors


def _says_total(cells: dict[str, str], columns: dict[str, int], sums: list[str]) -> bool:
    in_order = [cells[name] for name in sorted(columns, key=lambda name: columns[name])]
    return is_total(in_order) or any(
        TOTALS.fullmatch(compared(cells[name])) for name in sums if cells.get(name)
    )


def _adds_up(cells: dict[str, str], columns: dict[str, int], table: Table) -> bool:
    """A row of totals of a part (桃源镇小计 | 3, 其中：已办结 | 1): beside its words stand numbers
    alone, and what a row of the table needs is missing.
    """
    if all(cells.get(name) for name in table.needed):
        return False
    in_order = (cells[name] for name in sorted(columns, key=lambda name: columns[name]))
    words = [word for cell in in_order if (word := compared(cell))]
    labels = [word for word in words if not COUNT.fullmatch(word)]
    return len(set(labels)) == 1 and PART.fullmatch(labels[0]) is not None


def _add_total(totals: list[int] | None, number: int, row: Iterable[str]) -> None:
    if totals is not None and is_total(row) and number not in totals[-1:]:
        totals.append(number)


def held_cells(
    sheet: Sheet, number: int, columns: dict[str, int], cells: dict[str, str], table: Table
) -> None:
    """Put in what cells hold, where a column wants that and not what they show."""
    for name, at in columns.items():
        held = sheet.values.get((number, at + 1))
        if held is None:
            continue
        column = table[name]
        # digits that count are those shown (0535), unless the format takes some away (1.00E+10,
        # 10,000)
        if column.by_value or (column.kind == "code" and re.search("[eE,.]", cells[name])):
            cells[name] = held


def _is_title(sheet: Sheet, number: int, row: Iterable[str], table: Table) -> bool:
    """A row with one word alone, right above the headings of the next table."""
    if len({cell for cell in row if cell.strip()}) != 1:
        return False
    below = next(
        (line for line in sheet.rows[number : number + 3] if any(cell.strip() for cell in line)),
        None,
    )
    return below is not None and header_in(below, number + 1, table) is not None


def rows_word(numbers: Iterable[int]) -> str:
    """``88–93`` for neighbours, ``106, 110`` for others."""
    several = sorted(set(numbers))
    if len(several) > 1 and several[-1] - several[0] == len(several) - 1:
        return f"{several[0]}–{several[-1]}"
    return ", ".join(map(str, several))
