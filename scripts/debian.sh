#!/usr/bin/env bash
# Debian packages that the tests need: installed when we are root, named in a plain sentence when we are not.
set -euo pipefail
wanted=()
need_browser() { [ -x /usr/bin/chromium ] || wanted+=(chromium); ls /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc >/dev/null 2>&1 || wanted+=(fonts-noto-cjk); }
need_postgres() { compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || wanted+=(postgresql); }
has_library() { compgen -G "/usr/lib/*/$1.so.*" >/dev/null || compgen -G "/usr/lib/$1.so.*" >/dev/null; }
need_documents() {
  has_library libpango-1.0 || wanted+=(libpango-1.0-0)
  has_library libpangoft2-1.0 || wanted+=(libpangoft2-1.0-0)
  has_library libharfbuzz-subset || wanted+=(libharfbuzz-subset0)
  { command -v pdftotext && command -v pdffonts && command -v pdftoppm; } >/dev/null || wanted+=(poppler-utils)
}
need_office() { command -v soffice >/dev/null || wanted+=(libreoffice-writer-nogui); }
for part in "$@"; do "need_$part"; done
[ ${#wanted[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian packages: ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
else
  echo "The tests need these Debian packages, which only root can install:  apt-get install --no-install-recommends ${wanted[*]}"
  exit 1
fi
