"""``zhixing``: run, migrate, demo, import, act, backup, restore, worker, doctor."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path
from typing import Any


def main(arguments: list[str] | None = None) -> int:
    """The command line. Answers the exit code."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and (options.command != "act" or any(word.startswith("-") for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.words += rest  # name=value may stand behind --as
    if options.command == "run" and options.demo:
        os.environ["ZHIXING_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhixing.config.settings")
    import django

    django.setup()
    code = int(COMMANDS[options.command](options) or 0)
    if options.command in WRITING:
        from zhixing.foundation.machinery.records import anchor

        anchor.keep()
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhixing", description="Study in a county, and what changes because of it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="bring the database up to date and serve the site")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--demo", action="store_true", help="the invented county, entered with one click")
    run.add_argument("--workers", type=int, default=0, help="server processes (ZHIXING_WORKERS, 2)")
    update = commands.add_parser("migrate", help="bring the database up to date, and set file modes right")
    update.add_argument("--triggers", action="store_true", help="put back the triggers that keep records as they are")
    setup = commands.add_parser("setup", help="found the county and open the first two accounts")
    setup.add_argument("name", help="name of the county")
    demo = commands.add_parser("demo", help="load the demo county into an empty database")
    demo.add_argument("--short", action="store_true", help="one topic of one town and the county's workbooks, without the year and the 45 groups")
    imports = commands.add_parser("import", help="read a workbook: roster, plan, ledger, bank, or the workbook of a unit")
    imports.add_argument("what", choices=["roster", "plan", "ledger", "bank", "unit"])
    imports.add_argument("file", type=Path)
    imports.add_argument("--dry-run", action="store_true", help="only say what would happen")
    imports.add_argument("--as", dest="person", default="", help="user name or id of the person who imports")
    imports.add_argument("--year", type=int, default=None, help="year of dates that have none")
    imports.add_argument("--received", default="", help="day on which the ledger's problems were received (YYYY-MM-DD)")
    imports.add_argument("--alias", action="append", default=[], metavar="NAME=CODE", help="another name of a unit, confirmed once and kept")
    imports.add_argument("--unit", default="", metavar="NAME", help="whose workbook it is, where the file does not say (name or code)")
    imports.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="PLACE=CHOICE",
        help="what counts where file and county differ; the dry run names the places",
    )
    imports.add_argument(
        "--lang",
        choices=["zh", "en"],
        default="",
        help="language of the answers (default: ZHIXING_LANG, LANG, else Chinese)",
    )
    imports.add_argument("--whole", action="store_true", help="refuse the file when a row is bad")
    export = commands.add_parser("export", help="write the workbook of a unit, or of every unit, to be filled in and imported again")
    export.add_argument("folder", type=Path)
    export.add_argument("units", nargs="*", metavar="UNIT", help="names or codes; none: all of them")
    export.add_argument("--as", dest="person", default="", help="user name or id of the person who exports")
    export.add_argument(
        "--lang",
        choices=["zh", "en"],
        default="",
        help="language of the answers (default: ZHIXING_LANG, LANG, else Chinese)",
    )
    act = commands.add_parser("act", help="do any act: [CODE] ACT --as PERSON name=value ...")
    act.add_argument("words", nargs="+", metavar="[CODE] ACT [name=value]")
    act.add_argument("--as", dest="person", required=True)
    act.add_argument("--for", dest="for_person", default="")
    act.add_argument("--basis", default="")
    backup = commands.add_parser("backup", help="write database and files into one archive")
    backup.add_argument("file", type=Path)
    restore = commands.add_parser("restore", help="read an archive back")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="even when there is a county already")
    restore.add_argument("--another-chain", action="store_true", help="even when its records are not those this site has had")
    commands.add_parser("worker", help="carry notices and write large imports (PostgreSQL; on SQLite the server does it)")
    commands.add_parser("doctor", help="verify chain, copies, clocks and settings")
    return parser


# -- serving -------------------------------------------------------------------------------------------------------------


def run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    _migrate()
    _first_start()
    if settings.ZHIXING_DEMO:
        from zhixing.faces.cli.demo import load_demo

        load_demo(quiet=False)
    sqlite = connection.vendor == "sqlite"
    connection.close()
    if not sqlite:
        connection.close_pool()  # the workers are forked from here: a connection of the pool would be shared, and its answers mixed
    workers = options.workers or settings.ZHIXING_WORKERS
    print(f"Zhixing 知行: http://{options.host}:{options.port}/" + ("  (demo: /demo/)" if settings.ZHIXING_DEMO else ""), flush=True)
    os.environ["ZHIXING_WORKER_THREAD"] = "1" if sqlite else ""
    serve(options.host, options.port, workers)
    return 0


CONNECTIONS = 4096  # at once, in a process; an idle one is a file descriptor, for ten seconds


def serve(
    host: str, port: int, workers: int, target: str = "zhixing.config.serve:application"
) -> None:
    """Granian reads and writes the network; ``config/gate.py`` gives whole requests to the
    threads.
    """
    import resource

    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = CONNECTIONS + 512 if hard == resource.RLIM_INFINITY else min(hard, CONNECTIONS + 512)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http=HTTPModes.http1,
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_level="warning",
    ).serve()


def _migrate() -> None:
    from django.core.management import call_command

    from zhixing.foundation.machinery.guard import traffic
    from zhixing.foundation.machinery.messages import compile_stale

    compile_stale()
    with traffic("migrate"):
        call_command("migrate", verbosity=0, interactive=False)
    from . import modes

    modes.set_right()
    from .bootstrap import new_norms

    if count := new_norms():
        print(f"Norms that this version brings along: {count}. They have their first values; look at them under County, Norms.")


def _first_start() -> None:
    """Refuse to run with a database that can lose what it acknowledged (docs/settings.md)."""
    from .doctor import unsafe_settings

    for fault in unsafe_settings():
        raise SystemExit(f"Zhixing does not start: {fault}")


def migrate(options: argparse.Namespace) -> int:
    _migrate()
    if options.triggers:
        from django.db import connection

        from zhixing.foundation.machinery.records import append_only

        append_only.install(connection)
    print("The database is up to date.")
    return 0


def worker(options: argparse.Namespace) -> int:
    from zhixing.foundation.machinery.deliveries.worker import work

    print("Carrying notices and writing large imports. Ctrl-C ends it.", flush=True)
    try:
        work(threading.Event())
    except KeyboardInterrupt:
        pass
    return 0


def setup(options: argparse.Namespace) -> int:
    from .bootstrap import found

    _migrate()
    for line in found(options.name):
        print(line)
    return 0


def demo(options: argparse.Namespace) -> int:
    from zhixing.faces.cli.demo import load_demo

    _migrate()
    load_demo(quiet=False, short=options.short)
    return 0


# -- people and acts -----------------------------------------------------------------------------------------------------


def find_person(word: str) -> Any:
    """Somebody by user name or id; None when there is nobody."""
    from zhixing.foundation.spine.people.models import Account, Person

    account = Account.objects.select_related("person").filter(username=word.lower()).first()
    return account.person if account else Person.objects.filter(pk=word, system="").first()


def _person(word: str):
    person = find_person(word)
    if person is None:
        raise SystemExit(f"There is nobody with the user name or id “{word}”.")
    return person


def act(options: argparse.Namespace) -> int:
    from django.http import QueryDict

    from zhixing.foundation.machinery.errors import Refusal
    from zhixing.foundation.machinery.forms import act_named, form_of
    from zhixing.foundation.machinery.things.models import Thing, ThingRow

    words = [word for word in options.words if "=" not in word]
    given = [word.split("=", 1) for word in options.words if "=" in word]
    code, name = (words[0], words[1]) if len(words) > 1 else ("", words[0])
    doing, person = act_named(name), _person(options.person)
    if doing is None:
        return _fail(f"There is no act “{name}”.")
    thing = Thing.objects.visible_to(person).filter(pk=code).first() if code else None
    if doing.on is not None and (thing is None or thing.model is not doing.on):
        return _fail(f"“{name}” needs the code of a {doing.on.KIND}.")
    row = thing.model._base_manager.select_related("thing").get(pk=code) if thing else None
    decider = _person(options.for_person) if options.for_person else None
    refusal = doing.refusal_to(person, row, decider)
    if refusal is not None:
        doing.refuse(person, row, refusal, "cli", decider)
        return _fail(f"{refusal.code}: {refusal}")
    data = QueryDict(mutable=True)
    for key, value in given:
        data.appendlist(key, value)
    form = form_of(doing)(data, person=person, row=row)
    if not form.is_valid():
        for key, faults in form.errors.items():
            print(f"{key}: {'; '.join(map(str, faults))}", file=sys.stderr)
        return 2
    try:
        done = form.perform(for_person=decider, basis=options.basis, channel="cli")
    except Refusal as refusal:
        return _fail(f"{refusal.code}: {refusal}")
    for one in done if isinstance(done, list | tuple) else [done]:
        if isinstance(one, ThingRow):
            print(one.pk, getattr(one, "state", ""), one)
        if getattr(one, "show_once", ""):
            print(f"receipt: {one.show_once}")
        for name, fact in one.items() if isinstance(one, dict) else ():
            print(f"{name}: {fact}")
    return 0


def imports(options: argparse.Namespace) -> int:
    from .workbooks import run_import

    return run_import(options)


def export(options: argparse.Namespace) -> int:
    from .workbooks import run_export

    return run_export(options)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def backup(options: argparse.Namespace) -> int:
    from .archive import write

    print(write(options.file))
    return 0


def restore(options: argparse.Namespace) -> int:
    from .restoring import read

    print(read(options.file, options.replace, options.another_chain))
    return 0


FAULTS_SHOWN = 20


def doctor(options: argparse.Namespace) -> int:
    from .doctor import examine

    bad = 0
    for what, faults in examine():
        print(f"{'ok  ' if not faults else 'BAD '} {what}")
        for fault in faults[:FAULTS_SHOWN] + faults[FAULTS_SHOWN:][-1:]:
            print(f"      {fault}")
        if len(faults) > FAULTS_SHOWN + 1:
            print(f"      and {len(faults) - FAULTS_SHOWN - 1} more")
        bad += len(faults)
    return 1 if bad else 0


COMMANDS = {"run": run, "migrate": migrate, "setup": setup, "demo": demo, "import": imports, "export": export, "act": act, "backup": backup, "restore": restore, "worker": worker, "doctor": doctor}
WRITING = ("migrate", "setup", "demo", "import", "act")  # the head of the chain is written down after these
