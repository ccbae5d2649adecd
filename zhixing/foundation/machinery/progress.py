"""How far a long act has come. Its transaction can not say so in the database (nobody sees it
before the end), so it is kept in a small file beside it.

The act only counts (``steps``, ``step``, ``batches``): that costs next to nothing when nobody
listens. Who runs it listens: ``ProgressFile`` writes the file a few times a second and touches it
while the
process lives, so that a job whose process died can be told from one that is slow.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from django.conf import settings

EVERY, BEAT, DEAD_AFTER, OLD = 0.3, 5.0, 30.0, 86_400.0  # seconds
Row = TypeVar("Row")


@dataclass
class Progress:
    """The step that is under way (a code), how much of it is done, and of how much; ``total`` 0:
    nobody knows.
    """

    step: str = ""
    done: int = 0
    total: int = 0


_listener: ContextVar[Progress | None] = ContextVar("zhixing_progress", default=None)


def steps(step: str, total: int = 0) -> None:
    """Another step begins."""
    heard = _listener.get()
    if heard is not None:
        heard.step, heard.done, heard.total = step, 0, total


def step(count: int = 1) -> None:
    """So many more are done."""
    heard = _listener.get()
    if heard is not None:
        heard.done += count


def batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """The rows in slices; each counts when it is done."""
    for at in range(0, len(rows), size):
        some = rows[at : at + size]
        yield some
        step(len(some))


@contextmanager
def listening() -> Iterator[Progress]:
    """Hear how far what is done inside has come."""
    heard = Progress()
    token = _listener.set(heard)
    try:
        yield heard
    finally:
        _listener.reset(token)


class Teller:
    """While it is open, a thread looks at the progress a few times a second and tells it where it
    changed.
    """

    def __init__(
        self, tell: Callable[[Progress], None], beat: Callable[[], None] | None = None
    ) -> None:
        self.tell, self.beat = tell, beat
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, name="progress", daemon=True)

    def __enter__(self) -> Progress:
        self.listening = listening()
        self.heard = self.listening.__enter__()
        self.thread.start()
        return self.heard

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.over.set()
        self.thread.join()
        self.listening.__exit__(kind, fault, trace)

    def _watch(self) -> None:
        reported: tuple[str, int, int] | None = None
        beaten, over = time.monotonic(), False
        while True:
            now = (self.heard.step, self.heard.done, self.heard.total)
            with suppress(OSError):  # a full disk stops the telling, not the act
                if now != reported:
                    self.tell(Progress(*now))
                    reported, beaten = now, time.monotonic()
                elif self.beat is not None and time.monotonic() - beaten > BEAT:
                    self.beat()
                    beaten = time.monotonic()
            if over:
                return
            over = self.over.wait(EVERY)  # and a last look afterwards


_running_keys: set[str] = set()  # what this process is doing


class ProgressFile:
    """Progress kept in a file while the block runs; the file goes afterwards, unless the process
    dies before.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.told = Teller(lambda heard: write(key, heard), lambda: os.utime(_path(key)))

    def __enter__(self) -> Progress:
        _running_keys.add(self.key)
        write(self.key, Progress())
        return self.told.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.told.__exit__(kind, fault, trace)
        _path(self.key).unlink(missing_ok=True)
        _running_keys.discard(self.key)


@dataclass
class Seen(Progress):
    """What the file says, and of which process; ``age`` in seconds since it gave a sign of life."""

    pid: int = 0
    host: str = ""
    age: float = 0.0


def _folder() -> Path:
    return Path(settings.VAR) / "progress"


def _path(key: str) -> Path:
    return _folder() / f"{key}.json"


def write(key: str, heard: Progress) -> None:
    """Replace the file in one move, so that nobody reads half of it."""
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    part_file = path.with_suffix(".part")
    part_file.write_text(
        json.dumps(
            {
                "step": heard.step,
                "done": heard.done,
                "total": heard.total,
                "pid": os.getpid(),
                "host": socket.gethostname(),
            }
        ),
        encoding="utf-8",
    )
    os.replace(part_file, path)


def read(key: str) -> Seen | None:
    """What the file of this key says; None when there is none."""
    path = _path(key)
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Seen(**fields, age=time.time() - path.stat().st_mtime)
    except (OSError, ValueError, TypeError):
        return None


def alive(key: str) -> bool | None:
    """Whether somebody works on it: of a process on this machine that is known at once, of another
    machine's it is believed for half a minute. None: there is no sign.
    """
    seen = read(key)
    if seen is None:
        return None
    if seen.host == socket.gethostname():
        if seen.pid == os.getpid():
            return key in _running_keys
        try:
            os.kill(seen.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return seen.age < DEAD_AFTER  # somebody else's process: the worker runs as another user
    return seen.age < DEAD_AFTER


def sweep() -> None:
    """Files that a process left behind when it died."""
    for path in _folder().glob("*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD:
                path.unlink()
