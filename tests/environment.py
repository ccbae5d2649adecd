"""The environment of the tests, set before Django reads its settings: loaded by ``-p`` in
pyproject.toml.

A conftest comes too late: pytest-django has read the settings by then. Each run has a folder of its
own, so that two at once do not write into one database.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile

SELDOM = (50_000, 20, 50)  # objects, rounds, rounds between two looks for garbage


def prepare() -> None:
    """Mark the process as a test, and give it a folder where none is named."""
    os.environ.setdefault("ZHIXING_TEST", "1")
    if "ZHIXING_VAR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="zhixing-test-")
        os.environ["ZHIXING_VAR"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the search for garbage leaves it out, and comes
    seldom. A tenth of the processor's time of a run went there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


prepare()
