"""Who may write: an act, or traffic that a room has named. The database wrapper refuses every other
INSERT, UPDATE or DELETE.

The wrapper is put on by the tests and by the demo; Django's own tables (sessions, migrations) are
its own business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any

_writer: ContextVar[str] = ContextVar("zhixing_writer", default="")
_WRITE = re.compile(
    r"^\s*(?:WITH\b.*?\b)?(INSERT|UPDATE|DELETE|REPLACE)\b[^\"`]*[\"`]?([A-Za-z_0-9]+)",
    re.IGNORECASE | re.DOTALL,
)
_DJANGO = ("django_", "sqlite_", "pg_")


class WriteOutsideAct(AssertionError):
    """A row was written outside an act and outside named traffic."""


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Everything written inside belongs to ``name``: used by ``act.py`` for acts."""
    token = _writer.set(name)
    try:
        yield
    finally:
        _writer.reset(token)


def traffic(name: str) -> AbstractContextManager[None]:
    """Machine-written rows that are no act (drafts kept, deliveries tried, rate limits): append or
    replace, never business.
    """
    return writing(f"traffic:{name}")


def writer() -> str:
    return _writer.get()


def refuse_stray_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A wrapper for ``connection.execute_wrapper``."""
    statement = _WRITE.match(sql)
    if statement and not _writer.get() and not statement.group(2).lower().startswith(_DJANGO):
        raise WriteOutsideAct(
            f"{statement.group(1)} {statement.group(2)} outside an act: {sql[:160]}"
        )
    return execute(sql, params, many, context)
