"""The trace strip's walk: pure, over the links of one topic and group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

STEPS = (
    "topic",
    "session",
    "test",
    "claim",
    "research",
    "problem",
    "measure",
    "outcome",
    "call_back",
)
PARTS = (("learn", 4), ("research", 1), ("solve", 2), ("drive", 2))
STUDY = frozenset({"test", "claim", "research"})
STUDIED = STUDY | {"session"}


def reached(here: str, ties: Iterable[tuple[str, str]], steps: Mapping[str, str]) -> set[str]:
    """Codes that stand in the strip of ``here``: what it comes from, what came from it, and what
    was done around a session it comes from.

    ties: (later, earlier); steps: code -> step. A topic is an end: nobody is reached through a
    shared topic. Beside the way, only a test, claim or research tied to something the thing comes
    from is taken in, and only when it stands before the thing in the strip.
    """
    back: dict[str, set[str]] = {}
    forth: dict[str, set[str]] = {}
    for later, earlier in ties:
        back.setdefault(later, set()).add(earlier)
        forth.setdefault(earlier, set()).add(later)

    def walk(start: str, ways: Mapping[str, set[str]], stop_at_topic: bool) -> set[str]:
        visited, waiting = set(), [start]
        while waiting:
            code = waiting.pop()
            if stop_at_topic and code != start and steps.get(code) == "topic":
                continue
            for other in ways.get(code, ()):
                if other not in visited and other != start:
                    visited.add(other)
                    waiting.append(other)
        return visited

    before = walk(here, back, True)
    after = walk(here, forth, False)
    place = STEPS.index(steps[here]) if steps.get(here) in STEPS else len(STEPS)
    aside = {code for code in steps if steps[code] in STUDY and STEPS.index(steps[code]) < place}
    beside = set()
    for code in before:
        if steps.get(code) != "topic":
            beside |= forth.get(code, set()) & aside
    return before | after | beside | {here}


def steps_shown(here: str, filled: Collection[str]) -> tuple[str, ...]:
    """The steps of the strip of a thing that stands at ``here``: all, where it is part of study or
    the way to it led through study; else those before it are only the ones that are ``filled``.
    """
    before = STEPS[: STEPS.index(here)] if here in STEPS else ()
    if here in STUDIED or not STUDIED.isdisjoint(filled):
        return STEPS
    return tuple(step for step in STEPS if step not in before or step in filled)


def parts_over(steps: Collection[str]) -> list[tuple[str, int]]:
    """Each part of the loop with how many of these steps lie in it, those with none left out."""
    parts, ends = [], 0
    for part, span in PARTS:
        begins, ends = ends, ends + span
        shown = sum(step in steps for step in STEPS[begins:ends])
        if shown:
            parts.append((part, shown))
    return parts


def tone(tones: Iterable[str]) -> str:
    """One step from several things: done when one is done, going when one is under way."""
    seen = set(tones)
    if "done" in seen and not seen & {"going", "soon", "over"}:
        return "done"
    return "going" if seen & {"going", "soon", "over", "done"} else "none"
