#!/usr/bin/env bash
# The tests on SQLite once more, with a tracer; then the floors.
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
export DJANGO_SETTINGS_MODULE=zhixing.config.settings ZHIXING_TEST=1 PYTHONPATH="$PWD"
mkdir -p var
$PY -m zhixing.foundation.machinery.messages --quiet
$PY -m pytest -q -n 2 --dist worksteal -m "not browser and not deep" --cov --cov-report=
$PY scripts/covered.py
