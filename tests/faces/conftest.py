"""A county that was made by the command line, and its backup."""

from __future__ import annotations

import pytest

from tests.faces.sites import Site, database


@pytest.fixture(scope="session")
def saved_county(tmp_path_factory):
    """(site, its backup). Nobody changes it: copies are changed."""
    site = Site(tmp_path_factory.mktemp("first"), database("first"))
    made = site.run("demo", "--short")
    assert made.returncode == 0, made.stderr
    archive = site.var / "backup.tar.gz"
    written = site.run("backup", str(archive))
    assert written.returncode == 0 and archive.stat().st_mode & 0o077 == 0, written.stderr
    return site, archive
