"""The wheel holds what a county needs to run, and no tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_is_whole(tmp_path):
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        timeout=PATIENCE,
    )
    (wheel,) = tmp_path.glob("zhixing-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "zhixing = zhixing.faces.cli.main:main" in archive.read(entry).decode()
    for wanted in (
        "zhixing/demo/workbooks/roster.xlsx",
        "zhixing/demo/workbooks/problem_ledger.xlsx",
        "zhixing/demo/pictures/pond_before.jpg",
        "zhixing/demo/words/topics.toml",
        "zhixing/demo/words/units/towns.toml",
        "zhixing/demo/tour/templates/tour/session.html",
        "zhixing/demo/tour/migrations/0001_remembered.py",
        "zhixing/faces/desk/static/desk/door.css",
        "zhixing/ui/static/ui/kit/tokens.css",
        "zhixing/ui/templates/ui/page.html",
        "zhixing/foundation/kits/intake/templates/imports/reading.html",
        "zhixing/locale/zh_Hans/LC_MESSAGES/django.mo",
        "zhixing/foundation/kits/intake/migrations/0001_tables.py",
        "zhixing/ui/vendor.json",
        "zhixing/foundation/kits/documents/fonts/NotoSansSC-Regular.ttf",
        "zhixing/foundation/kits/documents/fonts/NotoSansSC-Rare.otf",
        "zhixing/foundation/kits/documents/fonts/LICENSE",
        "zhixing/foundation/kits/documents/paper.css",
        "zhixing/foundation/kits/documents/templates/documents/pdf.html",
    ):
        assert wanted in names, wanted
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]
