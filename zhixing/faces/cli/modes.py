"""Files of the site are their owner's alone: 600, folders 700. New ones are made so (the umask
stands in config/settings.py); those of an older version are set right at the start.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

OTHERS = stat.S_IRWXG | stat.S_IRWXO
PUBLIC = ("static",)  # collected for a proxy: anybody may read it


def faults() -> list[str]:
    open_ones = [path for path in _guarded_paths() if path.stat().st_mode & OTHERS]
    words = _("%(file)s is open to others (%(mode)s)")
    return [
        words % {"file": path, "mode": f"{stat.S_IMODE(path.stat().st_mode):o}"}
        for path in open_ones[:20]
    ]


def set_right() -> None:
    for path in _guarded_paths():
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & OTHERS:
            path.chmod(mode & ~OTHERS)


def _guarded_paths() -> Iterator[Path]:
    """The database with what SQLite keeps beside it, and everything in ZHIXING_VAR."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        yield from (
            path for end in ("", "-wal", "-shm", "-journal") if (path := Path(name + end)).is_file()
        )
    root = Path(settings.VAR)
    if not root.is_dir():
        return
    yield root
    for path in sorted(root.iterdir()):
        if path.name in PUBLIC or path.is_symlink():
            continue
        yield path
        if path.is_dir():
            yield from (below for below in path.rglob("*") if not below.is_symlink())
