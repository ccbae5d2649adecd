"""A private PostgreSQL cluster for one command: ``python tests/cluster.py COMMAND...`` runs it with
DATABASE_URL set.

The server's programs are found where Debian puts them too; as root the server runs as the user
postgres. It listens on a socket only, in a folder of its own, and is stopped and removed whatever
happens.
"""

from __future__ import annotations

import atexit
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path


def program(name: str) -> str:
    """Where a program of PostgreSQL is; ends with a sentence when it is not there."""
    programs = sorted(
        glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(path.split("/")[4])
    )
    where = programs[-1] if programs else shutil.which(name)
    if not where:
        raise SystemExit("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    return where


def start() -> tuple[str, Path]:
    """Make and start a cluster; answers its DATABASE_URL and its folder."""
    folder = Path(tempfile.mkdtemp(prefix="zxpg", dir="/tmp"))
    folder.chmod(0o711)
    before: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        runuser = shutil.which("runuser", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        before = [str(runuser), "-u", "postgres", "--"]

    def run(*words: str) -> None:
        subprocess.run([*before, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

    run(
        program("initdb"),
        "-D",
        f"{folder}/data",
        "-U",
        "zhixing",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    with open(
        folder / "data" / "postgresql.conf", "a", encoding="utf-8"
    ) as file:  # in the file, so that a test may turn safety on again
        file.write(
            f"unix_socket_directories = '{folder}'\nlisten_addresses = ''\nmax_connections ="
            " 60\nfsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"
        )
    run(program("pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "start")

    def stop() -> None:
        subprocess.run(
            [*before, program("pg_ctl"), "-D", f"{folder}/data", "-m", "immediate", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgres://zhixing@/zhixing?host={folder}", folder


def main() -> int:
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda *_: sys.exit(1))
    url, folder = start()
    subprocess.run(
        [program("createdb"), "-h", str(folder), "-U", "zhixing", "zhixing"], check=True, cwd="/"
    )
    return subprocess.run(
        sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
