"""A county that was made by the command line, and its backup."""

from __future__ import annotations

import pytest

from tests.faces.archives import parts
from tests.faces.made import copy_of_county


@pytest.fixture(scope="session")
def saved_county(tmp_path_factory):
    """(site, its backup). Nobody changes it: copies are changed."""
    site = copy_of_county(tmp_path_factory, tmp_path_factory.mktemp("first"), "first")
    archive = site.var / "backup.tar.gz"
    written = site.run("backup", str(archive))
    assert written.returncode == 0 and archive.stat().st_mode & 0o077 == 0, written.stderr
    return site, archive


@pytest.fixture
def whole(saved_county) -> dict[str, bytes]:
    return parts(saved_county[1])


@pytest.fixture
def room(tmp_path):
    """(where the archive is made, where it is unpacked)."""
    inside = tmp_path / "inside"
    inside.mkdir()
    return tmp_path / "made.tar.gz", inside
