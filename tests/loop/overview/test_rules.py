"""How far threads came, and why no further; the drawing of it."""

from __future__ import annotations

import re
from itertools import product

import pytest

from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.loop.overview.drawing import TALL, TOP, drawn
from zhixing.loop.overview.rules import (
    Depth,
    Facts,
    Fate,
    Standing,
    ThreadLine,
    depth_of,
    flow,
    judged,
)


def thread(*standings: tuple[str, str, str], **facts) -> ThreadLine:
    parts = [Standing(*standing) for standing in standings]
    (line,) = judged({("t", "g"): Facts(standings=parts, **facts)})
    return line


SESSION = ("session", "signed", "done")
PROBLEM = ("problem", "started", "going")


@pytest.mark.parametrize(
    ("standings", "facts", "step", "fate"),
    [
        ([], {}, "topic", Fate.GOING),
        ([], {"silent_at": {"topic"}}, "topic", Fate.SILENT),
        ([SESSION], {}, "session", Fate.GOING),
        ([SESSION], {"silent_at": {"topic", "session", "test"}}, "session", Fate.SILENT),
        ([SESSION], {"explained": True}, "session", Fate.REASON),
        ([SESSION], {"explained": True, "silent_at": {"session"}}, "session", Fate.SILENT),
        ([SESSION, PROBLEM], {"silent_at": {"session"}}, "problem", Fate.GOING),
        ([PROBLEM, ("problem", "void", "none")], {}, "problem", Fate.GOING),
        ([("problem", "void", "none")], {}, "problem", Fate.REASON),
        ([("problem", "solved", "done")], {"also": {"call_back"}}, "call_back", Fate.DONE),
        ([("measure", "adopted", "going")], {}, "measure", Fate.GOING),
        ([("measure", "confirmed", "done")], {}, "measure", Fate.DONE),
        ([("outcome", "draft", "going")], {}, "outcome", Fate.GOING),
        ([("outcome", "issued", "done")], {}, "outcome", Fate.DONE),
    ],
)
def test_how_far_and_why_no_further(standings, facts, step, fate):
    line = thread(*standings, **facts)
    assert (STEPS[line.place], line.fate) == (step, fate)


def test_a_thread_has_the_steps_it_has_and_no_others():
    line = thread(SESSION, PROBLEM)
    assert [step for step in STEPS if line.has(step)] == ["topic", "session", "problem"]


def lines_of(**counts: int) -> list[ThreadLine]:
    """So many threads that have every step up to one and stay there: ``session_silent=3``."""
    lines = []
    for name, number in counts.items():
        step, _dash, fate = name.rpartition("_")
        bits = (1 << STEPS.index(step) + 1) - 1
        lines += [ThreadLine("t", str(at), bits, Fate(fate)) for at in range(number)]
    return lines


def test_what_comes_in_at_a_step_goes_on_or_stays():
    lines = lines_of(topic_going=2, session_silent=3, research_reason=4, call_back_done=5)
    lines.append(ThreadLine("t", "past", 0b100011, Fate.GOING))  # a problem without test or claim
    stretches = flow(lines)
    assert [part.came for part in stretches] == [15, 13, 10, 10, 10, 6, 5, 5, 5]
    assert [part.number for part in stretches] == [15, 13, 9, 9, 9, 6, 5, 5, 5]
    for part, after in zip(stretches, stretches[1:], strict=False):
        assert part.came == after.came + sum(part.stayed.values())
    assert dict(stretches[1].stayed) == {Fate.SILENT: 3}


def test_a_drawing_has_one_scale_and_nothing_outside():
    drawing = drawn(flow(lines_of(topic_going=2, session_silent=3, call_back_done=5)))
    assert [bar.whole for bar in drawing.bars][:3] == [TALL, TALL * 0.8, TALL * 0.5]
    assert {leaf.number for leaf in drawing.leaves} == {2, 3}
    assert all(leaf.height == leaf.number * TALL / 10 for leaf in drawing.leaves)
    paths = " ".join(band.path for band in drawing.bands)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", paths)]
    assert min(numbers) >= min(drawing.bars[0].x, TOP) and max(numbers) <= drawing.width


def test_many_reasons_for_few_threads_stay_inside_the_drawing():
    every = {f"{step}_{fate}": 1 for step, fate in product(STEPS[:-1], Fate.values)}
    drawing = drawn(flow(lines_of(**every, call_back_done=2000)))
    assert all(leaf.y + leaf.height <= drawing.height for leaf in drawing.leaves)
    assert all(leaf.beside < drawing.width - 20 for leaf in drawing.leaves)


def test_nothing_is_drawn_where_nothing_is():
    drawing = drawn(flow([]))
    assert [bar.whole for bar in drawing.bars] == [0] * len(STEPS)
    assert not drawing.bands and not drawing.leaves


@pytest.mark.parametrize(
    ("steps", "missing", "depth"),
    [
        ([], False, Depth.NOTHING),
        ([], True, Depth.MISSING),
        (["session"], True, Depth.STUDIED),
        (["topic"], False, Depth.STUDIED),
        (["session", "research"], False, Depth.RESEARCHED),
        (["problem", "session"], False, Depth.PROBLEM),
        (["measure"], False, Depth.MEASURE),
        (["outcome"], False, Depth.LANDED),
        (["call_back"], False, Depth.LANDED),
    ],
)
def test_how_deep_a_month_went(steps, missing, depth):
    assert depth_of(map(STEPS.index, steps), missing=missing) is depth
