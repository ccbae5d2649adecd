"""The environment of the tests, before Django reads its settings; and the fixtures every test may ask for."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("ZHIXING_TEST", "1")
os.environ.setdefault("ZHIXING_VAR", tempfile.mkdtemp(prefix="zhixing-test-"))

pytest_plugins = ["tests.county_plugin"]
