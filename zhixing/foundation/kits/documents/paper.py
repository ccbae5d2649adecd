"""A paper (公文) before it is a file: what it says, in order. Page, docx and PDF are drawn from the
same one, so they can not say different things. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhixing.ui.words import fulldate

NO_PAPER_HOLDS = dict.fromkeys(
    [
        *(sign for sign in range(32) if chr(sign) not in "\t\n"),
        *range(0x7F, 0xA0),
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    ]
)  # XML has no way to write them, or nothing to show
SHORT, TITLE_LINE = (
    8,
    38,
)  # halves of a Chinese sign: a short cell, and how many fit on a line of 22 pt
MARKS, MARK_LINE = (
    (
        36,
        30,
        25,
        20,
        16,
    ),
    432,
)  # points: the name of who issues it over a numbered paper, and the line it must fit on
DIGITS = "〇一二三四五六七八九"
BAR_PARTS = 40  # in how many parts a bar is divided


def clean(text: object) -> str:
    """Text as it may stand on paper: one kind of line break, no sign that a file could not hold.
    Everything else stays as it was typed.
    """
    return (
        str("" if text is None else text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .translate(NO_PAPER_HOLDS)
    )


class _Clean:
    """Whatever the words come from: no block holds a sign that a file could not."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if isinstance(value, str):
                object.__setattr__(self, name, clean(value))
            elif isinstance(value, tuple) and value and isinstance(value[0], str):
                object.__setattr__(self, name, tuple(clean(word) for word in value))


@dataclass(frozen=True)
class Heading(_Clean):
    """A heading within the text. Those of one paper are numbered by the paper: 一、二、 or 1. 2."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph(_Clean):
    """One paragraph, its first line two signs in; ``flush`` begins at the edge."""

    text: str
    flush: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Numbered(_Clean):
    """A list whose items are told apart by numbers."""

    items: tuple[str, ...]
    kind: str = field(default="numbered", init=False)

    @property
    def lines(self) -> list[str]:
        space = (
            "" if (get_language() or "").startswith("zh") else " "
        )  # a justified line would draw it wide
        return [f"{at}.{space}{text}" for at, text in enumerate(self.items, 1)]


@dataclass(frozen=True)
class Table(_Clean):
    """A table whose head stands on every page. ``widths`` are shares of the line, one a column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    kind: str = field(default="table", init=False)

    @property
    def shares(self) -> list[float]:
        """Per cent of the line for each column."""
        widths = self.widths or (1,) * len(self.head)
        return [round(100 * width / sum(widths), 2) for width in widths]

    @property
    def percents(self) -> list[str]:
        return [f"{share}%" for share in self.shares]

    @property
    def centred(self) -> list[bool]:
        """The columns whose cells are all short: numbers, months, one word. They stand in the
        middle.
        """
        return [
            all(width_of(row[at]) <= SHORT for row in self.rows) for at in range(len(self.head))
        ]

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        """The rows, each cell with whether its column is centred."""
        centred = self.centred
        return [list(zip(row, centred, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Bars(_Clean):
    """Numbers drawn as bars of one scale, the largest as long as there is room. ``labels`` and
    ``numbers`` belong together line by line.
    """

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    kind: str = field(default="bars", init=False)

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """Label, number, and the length of the bar in ``BAR_PARTS``; what is not nothing shows."""
        most = max(self.numbers, default=0) or 1
        return [
            (label, number, max(round(BAR_PARTS * number / most), int(number > 0)))
            for label, number in zip(self.labels, self.numbers, strict=True)
        ]


def width_of(text: str) -> int:
    """How wide a text is: a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


@dataclass(frozen=True)
class Signature(_Clean):
    """A line for somebody's hand: who signs, and the name where it is known."""

    label: str
    name: str = ""
    kind: str = field(default="signature", init=False)


Block = Heading | Paragraph | Numbered | Table | Bars | Signature


@dataclass(frozen=True)
class Paper(_Clean):
    """``name`` begins the name of the file (ASCII); ``number`` 文号, ``signer`` 签发人, ``copies``
    抄送 stand only where somebody gave them; ``code`` is what the product calls it, small at the
    foot.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    issuer: str = ""
    date: dt.date | None = None
    number: str = ""
    signer: str = ""
    copies: str = ""
    code: str = ""

    @property
    def title_lines(self) -> list[str]:
        """A title too long for its line breaks before or after the name of who issues it, not
        within a word.
        """
        if not self.issuer or width_of(self.title) <= TITLE_LINE:
            return [self.title]
        lines = [""]
        for part in self.title.partition(self.issuer):
            if lines[-1] and width_of(lines[-1] + part) > TITLE_LINE:
                lines.append("")
            lines[-1] += part
        return [line.strip() for line in lines if line.strip()]

    @property
    def mark_size(self) -> int:
        """发文机关标志: how many points the name of who issues it has above a numbered paper, so
        that it fits on one line.
        """
        return next(
            (size for size in MARKS if width_of(self.issuer) * size <= 2 * MARK_LINE), MARKS[-1]
        )

    @property
    def printed(self) -> str:
        """The last line of the paper (印发): who had it printed, on which day; only under a
        numbered one.
        """
        return (
            _("%(who)s, issued on %(day)s") % {"who": self.issuer, "day": fulldate(self.date)}
            if self.number and self.issuer and self.date
            else ""
        )

    @property
    def flow(self) -> list[Block]:
        """The blocks, the headings with their numbers; a single heading needs none."""
        blocks: list[Block] = []
        nth, many = 0, sum(isinstance(block, Heading) for block in self.blocks) > 1
        for block in self.blocks:
            if isinstance(block, Heading) and many:
                nth += 1
                blocks.append(Heading(f"{numeral(nth)}{block.text}"))
            else:
                blocks.append(block)
        return blocks

    def text(self) -> str:
        """Every word of the body in order, a line each: what a reader finds in the file."""
        lines = [self.title]
        for block in self.flow:
            if isinstance(block, Numbered):
                lines += block.lines
            elif isinstance(block, Table):
                lines += chain(block.head, *block.rows)
            elif isinstance(block, Bars):
                lines += chain.from_iterable((label, str(n)) for label, n, _part in block.lines)
            elif isinstance(block, Signature):
                lines += [block.label, block.name]
            else:
                lines.append(block.text)
        return "\n".join(line for line in lines if line)


def numeral(nth: int) -> str:
    """What stands before the nth heading: 一、 十二、 in Chinese, else 1."""
    if not (get_language() or "").startswith("zh"):
        return f"{nth}. "
    tens, ones = divmod(nth, 10)
    if not tens:
        return f"{DIGITS[ones]}、"
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}、"


def paragraphs(text: str) -> list[Block]:
    """Typed text as paragraphs: each line that says something is one."""
    return [Paragraph(line.strip()) for line in clean(text).split("\n") if line.strip()]


def section(title: str, blocks: Iterable[Block] | str) -> list[Block]:
    """A heading and what stands under it; nothing when there is nothing under it."""
    under = paragraphs(blocks) if isinstance(blocks, str) else list(blocks)
    return [Heading(title), *under] if under else []


def table(
    head: Sequence[object], rows: Iterable[Sequence[object]], widths: Sequence[int] = ()
) -> Table:
    """A table of anything that has words."""
    return Table(
        tuple(clean(word) for word in head),
        tuple(tuple(clean(cell) for cell in row) for row in rows),
        tuple(widths),
    )
