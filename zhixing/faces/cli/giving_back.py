"""``zhixing demo --reset``: the demo county as it was made, what a public demo does each night.

A copy is kept as soon as the county is made, in an archive like any backup; it takes the place of
what is here within seconds, while the site runs. A copy that belongs to another version, or is
older than a week (its "today" has moved on), is made anew beside the site, in minutes; the site
goes on until the swap.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

import zhixing.demo
from zhixing import __version__
from zhixing.foundation.machinery.records import anchor
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.orgs.models import Unit

from . import archive, soundness, system
from .examining import Archive, Refused, examined
from .swapping import added_files, leave_nothing_old, swap
from .takeover import known_steps

FRESH = 7 * 24 * 60 * 60  # seconds: a county that is told until today grows old
CHANNEL = "demo"  # of the acts that its stories take: no other county has a record of it


def keep_copy(short: bool) -> None:
    """Keep the county that was just made. Where that can not be done it is told, and made anew
    when it is asked for.
    """
    place = _place(short)
    try:
        place.parent.mkdir(exist_ok=True)
        archive.write(place)
    except (SystemExit, OSError) as fault:
        why = system.why(fault) if isinstance(fault, OSError) else fault
        print(_("No copy of the demo county is kept: %(why)s") % {"why": why}, flush=True)
        return
    _forget_others(place)


def give_back(short: bool) -> str:
    """The county as it was made; answers a sentence. Raises Refused where this is no demo county,
    and where nothing could be changed.
    """
    _ask_county()
    with _alone(), tempfile.TemporaryDirectory(dir=_folder()) as folder:
        county = _county(short, Path(folder))
        with added_files(county):
            swap(county)
        leave_nothing_old(county)
        anchor.begin_epoch(soundness.READ_BACK % county.made)
    made = timezone.localtime(dt.datetime.fromisoformat(county.made))
    words = _("The demo county is as it was made on %(moment)s. Everybody is logged out.")
    return words % {"moment": f"{made:%Y-%m-%d %H:%M}"}


def _ask_county() -> None:
    """Refuse every county but that of the demo."""
    if not settings.ZHIXING_DEMO:
        raise Refused(
            _("Only a demo is given back, and demo mode (ZHIXING_DEMO) is not on for this site.")
        )
    if not _is_empty() and not Record.objects.filter(channel=CHANNEL).exists():
        raise Refused(_("The county here was not made by the demo: it is not touched."))


def _is_empty() -> bool:
    """Nobody has founded a county here."""
    tables = connection.introspection.table_names()
    return Unit._meta.db_table not in tables or not Unit.objects.exists()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One at a time."""
    folder = _folder()
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Refused(_("The demo county is being given back at this moment.")) from fault
        yield


# -- the copy --------------------------------------------------------------------------------------


def _folder() -> Path:
    return Path(settings.VAR) / "demo"


def _place(short: bool) -> Path:
    """Where the copy lies. Its name says to which version and to which stories it belongs."""
    return _folder() / f"{'short' if short else 'whole'}-{_signature()}.tar.gz"


def _forget_others(place: Path) -> None:
    """Copies of earlier versions."""
    kind = place.name.partition("-")[0]
    for other in place.parent.glob(f"{kind}-*.tar.gz"):
        if other != place:
            other.unlink()


def _signature() -> str:
    told_by = hashlib.sha256(f"{__version__} {sorted(known_steps())}".encode())
    stories = Path(zhixing.demo.__file__).parent
    for path in sorted(stories.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", ".po", ".html"):
            told_by.update(f"{path.relative_to(stories)}\n".encode() + path.read_bytes())
    return told_by.hexdigest()[:16]


def _county(short: bool, folder: Path) -> Archive:
    """The copy, examined; made anew where it is missing, damaged or old."""
    place = _place(short)
    if place.exists() and time.time() - place.stat().st_mtime < FRESH:
        with contextlib.suppress(Refused):
            return examined(place, folder / "copy")
    print(_("The demo county is made anew beside the site, which goes on ..."), flush=True)
    _make_beside(short, place, folder / "made")
    return examined(place, folder / "anew")


def _make_beside(short: bool, place: Path, var: Path) -> None:
    """In a process, a folder and a database of its own; what it keeps is taken over."""
    var.mkdir()
    with _scratch_database() as url:
        surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        surroundings |= {
            "ZHIXING_VAR": str(var),
            "ZHIXING_DEMO": "1",
            "SECRET_KEY": settings.SECRET_KEY,
        } | ({"DATABASE_URL": url} if url else {})
        words = [sys.executable, "-m", "zhixing", "demo", *(["--short"] if short else [])]
        made = subprocess.run(  # noqa: S603 - our own words
            words, env=surroundings, capture_output=True, text=True, check=False
        )
    copy = var / "demo" / place.name
    if made.returncode or not copy.exists():
        lines = (made.stderr or made.stdout).strip().splitlines()
        why = lines[-1][:200] if lines else made.returncode
        raise Refused(_("The demo county could not be made: %(why)s.") % {"why": why})
    copy.replace(place)
    _forget_others(place)


@contextlib.contextmanager
def _scratch_database() -> Iterator[str]:
    """On PostgreSQL the address of an empty database beside ours, for as long as it is needed; on
    SQLite nothing: its file lies in the folder.
    """
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"{connection.settings_dict['NAME']}_beside"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError as fault:
        words = _(
            "No database could be made beside this one (%(why)s). Let its owner make databases"
            " (ALTER ROLE ... CREATEDB), or make the demo county once in an empty database: its"
            " copy is kept then."
        )
        raise Refused(words % {"why": str(fault).splitlines()[0][:120]}) from fault
    try:
        parts = urlsplit(os.environ["DATABASE_URL"])
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
