#!/usr/bin/env bash
# Everything: lint, layers, migrations, catalogues, tests on SQLite, the database-sensitive part on
# PostgreSQL, real Chromium. The three parts of the tests run side by side; each says what it found
# when its turn comes. With --deep: the tests on both databases once more as deep as they go.
set -uo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
export DJANGO_SETTINGS_MODULE=zhixing.config.settings ZHIXING_TEST=1 PYTHONPATH="$PWD"
ZHIXING_VAR="$(mktemp -d)"; export ZHIXING_VAR
SAID="$(mktemp -d)"
trap 'rm -rf "$ZHIXING_VAR" "$SAID"; kill $(jobs -p) 2>/dev/null' EXIT
failed=()
step() { local name="$1"; shift; echo; echo "== $name"; "$@" || failed+=("$name"); }
TESTS=("$PY" -m pytest -q --dist worksteal --durations=10 --durations-min=1)

if [ "${1:-}" = "--deep" ]; then
  bash scripts/debian.sh postgres documents || exit 1
  export ZHIXING_DEEP=1
  step "deep tests on SQLite" "${TESTS[@]}" -n 2 -m "not browser"
  step "deep tests on PostgreSQL" "$PY" tests/cluster.py "${TESTS[@]}" -n 2 -m "database or race or deep_database"
else
  bash scripts/debian.sh browser postgres documents || exit 1
  step "layout, style, layers" bash scripts/lint.sh
  step "catalogues" $PY -m zhixing.foundation.machinery.messages --check
  step "migrations" $PY -m django makemigrations --check --dry-run
  step "deployment checks" env ZHIXING_TEST=0 ZHIXING_HTTPS=1 ZHIXING_BEHIND_PROXY=1 \
    $PY -m django check --deploy --fail-level WARNING
  env -u ZHIXING_VAR "$PY" tests/cluster.py "${TESTS[@]}" -n 1 -m "database or race" \
    >"$SAID/postgres" 2>&1 & postgres=$!
  env -u ZHIXING_VAR "${TESTS[@]}" -n 1 -m browser -p no:randomly >"$SAID/chromium" 2>&1 & chromium=$!
  step "tests on SQLite" "${TESTS[@]}" -n 2 -m "not browser and not deep"
  wait $postgres; step "tests on PostgreSQL" test $? -eq 0; cat "$SAID/postgres"
  wait $chromium; step "tests in Chromium" test $? -eq 0; cat "$SAID/chromium"
fi
echo
if [ ${#failed[@]} -gt 0 ]; then echo "FAILED: ${failed[*]}"; exit 1; fi
echo "All green."
