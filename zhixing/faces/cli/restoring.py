"""Restore: an archive is examined (``examining.py``), and only when all of it is as it should be,
it takes the place of what is here (``swapping.py``).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.records import anchor

from . import soundness
from .examining import Refused, compare_anchor, examined
from .swapping import added_files, leave_nothing_old, swap


def read(source: Path, replace: bool = False, another: bool = False) -> str:
    """Read an archive back after examining it. Refuses when a county is there, unless told to
    replace it.
    """
    with tempfile.TemporaryDirectory() as folder:
        archive = examined(source, Path(folder))
        if not another:
            compare_anchor(archive)
        if not replace and _holds_county():
            raise Refused(_("There is a county here already. Say --replace to lose it."))
        with added_files(archive):
            swap(archive)
        leave_nothing_old(archive)
        anchor.begin_epoch(soundness.READ_BACK % archive.made)
    words = _("The database of %(moment)s is back, files: %(count)s")
    return words % {"count": len(archive.files), "moment": archive.made}


def _holds_county() -> bool:
    """A database that can not be asked is damaged: it holds no county to lose unasked."""
    try:
        if "orgs_unit" not in connection.introspection.table_names():
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM orgs_unit")
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return True
