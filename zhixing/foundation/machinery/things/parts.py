"""What a page is made of: the small things that the templates of ``ui`` draw, each with its fields
by name. They say nothing of any domain, and they do not change once made (``dataclasses.replace``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from zhixing.foundation.machinery.words import Words


@dataclass(frozen=True)
class Crumb:
    """A step of the way to the page (``ui/crumbs.html``); the last one leads nowhere."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Button:
    """What somebody can do from here (``ui/acts.html``). ``name``: the act behind it, if any."""

    label: str
    url: str
    primary: bool = False
    danger: bool = False
    name: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Next:
    """What comes next on a thing, who does it and by when (``ui/next.html``); no ``what``: nothing
    is left to do. ``act``: its name; ``mine``: it is the reader's turn; ``also``: what else is
    asked, and of whom.
    """

    act: str = ""
    what: str = ""
    who: str = ""
    due: dt.date | None = None
    words: str = ""
    tone: str = "none"
    mine: bool = False
    also: str = ""


@dataclass(frozen=True)
class Way:
    """A word that leads somewhere; ``here`` where it leads to the page itself."""

    label: str
    url: str
    here: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Picture:
    """A picture on a page (``ui/pictures.html``): where its pixels are, what it shows and when,
    what is said to whoever does not see it, where it leads, and the words below it.
    """

    source: str
    word: str
    day: dt.date
    alt: str
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of what stands fast about a thing (``ui/facts.html``); ``word`` and ``tone`` are a
    state beside it.
    """

    label: str
    value: object = ""
    url: str = ""
    note: str = ""
    wide: bool = False
    word: str = ""
    tone: str = "none"


@dataclass(frozen=True)
class Line:
    """Another thing in a list on the page of one (``ui/lines.html``): its state is at the end."""

    title: str
    url: str = ""
    note: str = ""
    word: str = ""
    tone: str = "none"


@dataclass(frozen=True)
class Panel:
    """What a room puts beside every thing it knows something about (``registry.side_panels``), with
    one way on. ``key`` is for pages that show the same in another place and leave it out.
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    url: str = ""
    label: str = ""
    count: int | None = None  # of all, where the lines are not all
    key: str = ""


@dataclass(frozen=True)
class Check:
    """What was checked, how it came out, and by which rule (``ui/checks.html``)."""

    sentence: Words
    tone: str = "none"
    basis: str = ""
    basis_url: str = ""


@dataclass(frozen=True)
class Rate:
    """A number of a whole, with what opens its rows; ``den`` is None where there is no whole.
    ``whole_url`` opens those of the whole.
    """

    label: Words
    num: int
    den: int | None
    note: Words = ""
    url: str = ""
    whole_url: str = ""


@dataclass(frozen=True)
class Copy:
    """A text to take away by hand (``ui/copy.html``)."""

    title: str
    text: str
    rows: int = 10
    help: str = ""
    id: str = "text"


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the page without it (``ui/list.html``)."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Empty:
    """What stands where nothing is (``ui/empty.html``): why, what begins it, and the way there.
    ``quiet``: the way is not the main thing to do.
    """

    sentence: str
    what: str = ""
    icon: str = "mood-empty"
    label: str = ""
    url: str = ""
    quiet: bool = False
    secondary: Way | None = None

    @classmethod
    def beginning(cls, sentence: str, what: str, icon: str, button: Button | None) -> Empty:
        """With the button that begins the first one, for those who have it."""
        empty = cls(sentence, what, icon)
        return empty if button is None else empty.begun_by(button)

    def begun_by(self, button: Button) -> Empty:
        """With the button as the way; the one that stood here is the other."""
        other = Way(self.label, self.url) if self.url else self.secondary
        return replace(self, label=button.label, url=button.url, quiet=False, secondary=other)


@dataclass(frozen=True)
class Pager:
    """Which rows of how many stand on the page, and the pages beside it (``ui/pager.html``)."""

    first: int
    last: int
    total: int
    prev_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Step:
    """A step of the trace strip (``ui/trace.html``); ``here`` is the step of the thing itself,
    ``codes`` the things by which it is reached.
    """

    key: str
    label: str
    note: str
    url: str
    tone: str
    here: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Some steps of the strip under one word; ``span`` says how many."""

    label: str
    span: int


@dataclass(frozen=True)
class Entry:
    """An entry of the timeline (``ui/timeline.html``). ``key``: it moved the thing on."""

    at: dt.datetime
    who: str
    sentence: str
    verb: str
    for_whom: str = ""
    quote: str = ""
    key: bool = False
    refused: bool = False
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    """The record of a thing on one page: the entries shown, how many there are in all, and where
    the older ones stand.
    """

    entries: list[Entry] = field(default_factory=list)
    count: int = 0
    more_url: str = ""


@dataclass(frozen=True, kw_only=True)
class PrintPage:
    """A page made to be printed (``ui/print.html``). A room's is a subclass, as with things."""

    title: str
    back_url: str
    number: str = ""
    issuer: str = ""
    date: dt.date | None = None
    downloads: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class TallyBox:
    """A number in a box (``ui/tally.html``), with the way to what it counts."""

    label: str
    number: int
    icon: str = ""
    note: str = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class JobStep:
    """A step of a job; ``state``: "done", "now", or "" while it is to come."""

    word: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a job is (``ui/progress.html``). ``ask``: where its script asks; the two sentences
    are for when the server stopped in the middle, and when it does not answer.
    """

    words: str
    done: int
    total: int
    again: bool
    steps: list[JobStep] = field(default_factory=list)
    ask: str = ""
    again_say: str = ""
    lost_say: str = ""
    url: str = ""
