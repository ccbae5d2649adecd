#!/usr/bin/env bash
# How the text of the house reads: layout, style, layers, types. `make format` mends the layout.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
hold() { "$@" || failed=1; }
hold .venv/bin/ruff format --check --quiet
hold .venv/bin/ruff check --quiet zhixing tests scripts
hold .venv/bin/djangofmt --check --quiet zhixing
if [ -x .venv/bin/biome ]; then hold .venv/bin/biome format --log-level=warn
else echo "The layout of scripts and style sheets was not looked at: biome has no wheel for this machine."; fi
hold .venv/bin/lint-imports
hold env ZHIXING_TEST=1 .venv/bin/python -m mypy --no-error-summary
exit $failed
