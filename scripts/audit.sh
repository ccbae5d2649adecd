#!/usr/bin/env bash
# What needs Node: types of the scripts, Lighthouse on a few pages of the demo county,
# html-validate on all. Never part of make test.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in node npm; do
  command -v $program >/dev/null || { echo "make audit needs $program. On Debian 12: apt-get install nodejs npm"; exit 1; }
done
bash scripts/debian.sh browser
FOLDER="$PWD/var/audit"; PORT=8019
mkdir -p "$FOLDER"
cp scripts/audit/package.json scripts/audit/package-lock.json scripts/audit/audit.mjs .npmrc "$FOLDER"
(cd "$FOLDER" && npm ci --silent)
# the types of the scripts; what runs beside the pages (sw.js) knows another world than they do
TYPES=(node "$FOLDER/node_modules/typescript/bin/tsc" --noEmit --allowJs --target es2021)
find zhixing -name '*.js' -path '*/static/*' -not -path '*/vendor/*' -not -name sw.js -print0 \
  | xargs -0 "${TYPES[@]}" --lib es2021,dom,dom.iterable scripts/audit/window.d.ts
find zhixing -name sw.js -print0 | xargs -0 "${TYPES[@]}" --lib es2021,webworker
ZHIXING_VAR="$(mktemp -d)"; export ZHIXING_VAR ZHIXING_DEMO=1 DJANGO_SETTINGS_MODULE=zhixing.config.settings
.venv/bin/python -m zhixing run --port $PORT > "$FOLDER/server.log" 2>&1 &
SERVER=$!
trap 'kill $SERVER 2>/dev/null || true; rm -rf "$ZHIXING_VAR"' EXIT
for _try in $(seq 1 120); do curl -s -o /dev/null "http://127.0.0.1:$PORT/login/" && break; sleep 0.5; done
PYTHONPATH="$PWD:$PWD/scripts" .venv/bin/python - > "$FOLDER/pages.json" <<'PY'
import json

import django

django.setup()
from screens import addresses

print(json.dumps({name: path for name, path in addresses().items() if name not in ("imports:reading", "portal:case")}))
PY
CHROME_PATH=/usr/bin/chromium node "$FOLDER/audit.mjs" "http://127.0.0.1:$PORT" "$FOLDER/pages.json"
