"""The environment of the tests, set before Django reads its settings: loaded by ``-p`` in
pyproject.toml.

A conftest comes too late: pytest-django has read the settings by then. Each run has a folder of its
own, so that two at once do not write into one database.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile


def prepare() -> None:
    """Mark the process as a test, and give it a folder where none is named."""
    os.environ.setdefault("ZHIXING_TEST", "1")
    if "ZHIXING_VAR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="zhixing-test-")
        os.environ["ZHIXING_VAR"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


prepare()
