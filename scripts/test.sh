#!/usr/bin/env bash
# Everything: lint, layers, migrations, catalogues, tests on SQLite, the database-sensitive part on PostgreSQL, real Chromium.
set -uo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
export DJANGO_SETTINGS_MODULE=zhixing.config.settings ZHIXING_TEST=1 PYTHONPATH="$PWD"
ZHIXING_VAR="$(mktemp -d)"; export ZHIXING_VAR
trap 'rm -rf "$ZHIXING_VAR"' EXIT
failed=()
step() { local name="$1"; shift; echo; echo "== $name"; "$@" || failed+=("$name"); }

bash scripts/debian.sh browser postgres documents || exit 1
step "layout, style, layers" bash scripts/lint.sh
step "catalogues" $PY -m zhixing.foundation.machinery.messages --check
step "migrations" $PY -m django makemigrations --check --dry-run
step "deployment checks" env ZHIXING_TEST=0 ZHIXING_HTTPS=1 ZHIXING_BEHIND_PROXY=1 $PY -m django check --deploy --fail-level WARNING
TESTS=("$PY" -m pytest -q -n 2 --dist worksteal --durations=10 --durations-min=1)
step "tests on SQLite" "${TESTS[@]}" -m "not browser"
step "tests on PostgreSQL" "$PY" tests/cluster.py "${TESTS[@]}" -m "database or race"
step "tests in Chromium" "${TESTS[@]}" -m browser -p no:randomly
echo
if [ ${#failed[@]} -gt 0 ]; then echo "FAILED: ${failed[*]}"; exit 1; fi
echo "All green."
