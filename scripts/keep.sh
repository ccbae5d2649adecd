#!/usr/bin/env bash
# Keeps the demo county of the present commit for tests/upgrade: a site on SQLite with its backup,
# and a backup of the same on PostgreSQL. Usage: scripts/keep.sh NAME; the name is that of a release
# or a commit. Every later commit must open what is kept, so what is kept is never made anew.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python="$PWD/.venv/bin/python" kept="$PWD/tests/upgrade/kept/$1.tar.xz"
work="${2:-$(mktemp -d)}"
export DJANGO_SETTINGS_MODULE=zhixing.config.settings ZHIXING_DEMO=1 LOG_LEVEL=WARNING

county() {  # in a folder of its own, with its backup beside it, not compressed
	export ZHIXING_VAR="$work/$1"
	mkdir "$ZHIXING_VAR"
	"$python" -m zhixing demo >"$work/log"
	"$python" -m zhixing backup "$work/backup.tar.gz" >>"$work/log"
	gunzip -c "$work/backup.tar.gz" >"$work/$1.tar"
}

if [ $# -gt 1 ]; then  # within the cluster that is started below
	county postgresql
	exit
fi
trap 'rm -rf "$work"' EXIT
county sqlite
"$python" tests/cluster.py bash scripts/keep.sh "$1" "$work"
rm -f "$work/sqlite/anchor.lock"
tar --sort=name --owner=0 --group=0 -C "$work" -cf - sqlite sqlite.tar postgresql.tar | xz -9e >"$kept"
ls -l "$kept"
