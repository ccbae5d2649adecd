"""``zhixing``: run, migrate, demo, import, act, backup, restore, worker, doctor."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from . import port, speaking
from .speaking import _


def main(arguments: list[str] | None = None) -> int:
    """The command line. Answers the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    speaking.speak(arguments)
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and (options.command != "act" or any(word.startswith("-") for word in rest)):
        parser.error(_("unrecognized arguments: %s") % " ".join(rest))
    if rest:
        options.words += rest  # name=value may stand behind --as
    if options.command == "run" and (why := port.hindrance(options.host, options.port)):
        return _fail(why)
    if options.command == "run" and options.demo:
        os.environ["ZHIXING_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhixing.config.settings")
    import django

    django.setup()
    code = int(_answer(options) or 0)
    if options.command in WRITING:
        from zhixing.foundation.machinery.records import anchor

        anchor.keep()
    return code


def _answer(options: argparse.Namespace) -> int | None:
    """What keeps the site answers in the language asked for; a county is not made in it."""
    if options.command not in KEEPING:
        return COMMANDS[options.command](options)
    with _own_language():
        return COMMANDS[options.command](options)


def _own_language() -> AbstractContextManager[None]:
    from django.utils import translation

    return translation.override(speaking.spoken())


def _parser() -> argparse.ArgumentParser:
    """All commands. What a word means is said in the language that was asked for."""
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument(
        "--lang",
        choices=["zh", "en"],
        default=argparse.SUPPRESS,  # read before the words are
        help=_("language of the answers (default: ZHIXING_LANG, LANG, else Chinese)"),
    )
    parser = argparse.ArgumentParser(
        prog="zhixing",
        description=_("Study in a county, and what changes because of it."),
        parents=[spoken],
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for add in (_serving, _workbooks, _acts, _keeping):
        add(
            lambda name, text: commands.add_parser(
                name, help=text, description=text, parents=[spoken]
            )
        )
    return parser


Adds = Callable[[str, str], argparse.ArgumentParser]


def _serving(add: Adds) -> None:
    run = add("run", _("bring the database up to date and serve the site"))
    run.add_argument(
        "--host",
        default="127.0.0.1",
        metavar=_("ADDRESS"),
        help=_("address to listen at (127.0.0.1)"),
    )
    run.add_argument(
        "--port", type=int, default=8000, metavar=_("NUMBER"), help=_("port to listen at (8000)")
    )
    run.add_argument(
        "--demo", action="store_true", help=_("the invented county, entered with one click")
    )
    run.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar=_("NUMBER"),
        help=_("server processes (ZHIXING_WORKERS, 2)"),
    )
    update = add("migrate", _("bring the database up to date, and set file modes right"))
    update.add_argument(
        "--triggers",
        action="store_true",
        help=_("put back the triggers that keep records as they are"),
    )
    add(
        "worker",
        _("carry notices and write large imports (PostgreSQL; on SQLite the server does it)"),
    )
    setup = add("setup", _("found the county and open the first two accounts"))
    setup.add_argument("name", metavar=_("NAME"), help=_("name of the county"))
    demo = add("demo", _("load the demo county into an empty database"))
    demo.add_argument(
        "--short",
        action="store_true",
        help=_(
            "one topic of one town and the county's workbooks, without the year and the 45 groups"
        ),
    )


def _workbooks(add: Adds) -> None:
    imports = add(
        "import", _("read a workbook: roster, plan, ledger, bank, or the workbook of a unit")
    )
    kinds = ["roster", "plan", "ledger", "bank", "unit"]
    what = _("roster, plan, ledger (of problems), bank (of questions), unit (workbook of a unit)")
    imports.add_argument("what", choices=kinds, metavar=_("KIND"), help=what)
    imports.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the workbook: xlsx, xls, ods or csv")
    )
    imports.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _add_person_option(imports, _("user name or id of the person who imports"))
    imports.add_argument(
        "--year", type=int, metavar=_("YEAR"), help=_("year of dates that have none")
    )
    imports.add_argument(
        "--received",
        default="",
        metavar=_("DAY"),
        help=_("day on which the ledger's problems were received (YYYY-MM-DD)"),
    )
    imports.add_argument(
        "--alias",
        action="append",
        default=[],
        metavar=_("NAME=CODE"),
        help=_("another name of a unit, or what a role means, confirmed once and kept"),
    )
    imports.add_argument(
        "--unit",
        default="",
        metavar=_("NAME"),
        help=_("whose workbook it is, where the file does not say (name or code)"),
    )
    imports.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar=_("PLACE=CHOICE"),
        help=_("what counts where file and county differ; the dry run names the places"),
    )
    imports.add_argument(
        "--whole", action="store_true", help=_("refuse the file when a row is bad")
    )
    export = add(
        "export",
        _("write the workbook of a unit, or of every unit, to be filled in and imported again"),
    )
    export.add_argument(
        "folder", type=Path, metavar=_("FOLDER"), help=_("where the files are written")
    )
    export.add_argument(
        "units", nargs="*", metavar=_("UNIT"), help=_("names or codes; none: all of them")
    )
    _add_person_option(export, _("user name or id of the person who exports"))


def _add_person_option(parser: argparse.ArgumentParser, text: str, required: bool = False) -> None:
    parser.add_argument(
        "--as", dest="person", default="", required=required, metavar=_("USER"), help=text
    )


def _acts(add: Adds) -> None:
    act = add("act", _("do any act: [CODE] ACT --as USER name=value ..."))
    words = _("code of the thing, name of the act (docs/acts.md), its fields")
    act.add_argument("words", nargs="+", metavar=_("[CODE] ACT [name=value]"), help=words)
    _add_person_option(act, _("user name or id of whoever types it"), required=True)
    act.add_argument(
        "--for",
        dest="for_person",
        default="",
        metavar=_("USER"),
        help=_("who decided it, where it is recorded for somebody else"),
    )
    act.add_argument(
        "--basis",
        default="",
        metavar=_("TEXT"),
        help=_("on what basis it is recorded for somebody else (paper, meeting, call)"),
    )


def _keeping(add: Adds) -> None:
    backup = add("backup", _("write database and files into one archive"))
    backup.add_argument("file", type=Path, metavar=_("FILE"), help=_("the archive (.tar.gz)"))
    restore = add("restore", _("read an archive back"))
    restore.add_argument("file", type=Path, metavar=_("FILE"), help=_("the archive (.tar.gz)"))
    restore.add_argument(
        "--replace", action="store_true", help=_("even when there is a county already")
    )
    restore.add_argument(
        "--another-chain",
        action="store_true",
        help=_("even when its records are not those this site has had"),
    )
    add("doctor", _("verify chain, copies, clocks and settings"))


# -- serving ---------------------------------------------------------------------------------------


def run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    _migrate()
    _first_start()
    if settings.ZHIXING_DEMO:
        from zhixing.demo.county import load_demo

        from .making import Terminal

        load_demo(Terminal())
    sqlite = connection.vendor == "sqlite"
    connection.close()
    if not sqlite:
        # the workers are forked from here: a connection of the pool would be shared, and its
        # answers mixed
        connection.close_pool()
    workers = options.workers or settings.ZHIXING_WORKERS
    if why := port.hindrance(options.host, options.port):
        return _fail(why)  # somebody else came while the database was brought up to date
    print(
        f"Zhixing 知行: http://{options.host}:{options.port}/"
        + (_("  (demo: /demo/)") if settings.ZHIXING_DEMO else ""),
        flush=True,
    )
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
        print(
            _(
                "Norms that this version brings along: %(count)s. They have their first values;"
                " look at them under County, Norms."
            )
            % {"count": count}
        )


def _first_start() -> None:
    """Refuse to run with a database that can lose what it acknowledged (docs/settings.md)."""
    from .doctor import unsafe_settings

    with _own_language():
        faults = unsafe_settings()
    for fault in faults:
        raise SystemExit(_("Zhixing does not start: %(why)s") % {"why": fault})


def migrate(options: argparse.Namespace) -> int:
    _migrate()
    if options.triggers:
        from django.db import connection

        from zhixing.foundation.machinery.records import append_only

        append_only.install(connection)
    print(_("The database is up to date."))
    return 0


def worker(_options: argparse.Namespace) -> int:
    from zhixing.foundation.machinery.deliveries.worker import work

    print(_("Carrying notices and writing large imports. Ctrl-C ends it."), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        work(threading.Event())
    return 0


def setup(options: argparse.Namespace) -> int:
    from .bootstrap import set_up_county

    _migrate()
    for line in set_up_county(options.name):
        print(line)
    return 0


def demo(options: argparse.Namespace) -> int:
    from zhixing.demo.county import load_demo

    from .making import Terminal

    _migrate()
    load_demo(Terminal(), short=options.short)
    return 0


# -- people and acts -------------------------------------------------------------------------------


def find_person(word: str) -> Any:
    """Somebody by user name or id; None when there is nobody."""
    from zhixing.foundation.spine.people.models import Account, Person

    account = Account.objects.select_related("person").filter(username=word.lower()).first()
    return account.person if account else Person.objects.filter(pk=word, system="").first()


def _person(word: str):
    person = find_person(word)
    if person is None:
        raise SystemExit(_("There is nobody with the user name or id “%(word)s”.") % {"word": word})
    return person


def act(options: argparse.Namespace) -> int:
    with _own_language():
        return _act(options)


def _act(options: argparse.Namespace) -> int:
    from zhixing.foundation.machinery import inputs
    from zhixing.foundation.machinery.door import carry_out
    from zhixing.foundation.machinery.forms import act_named
    from zhixing.foundation.machinery.refusals import Refused
    from zhixing.foundation.machinery.things.models import Thing

    typed = [*options.words, options.person, options.for_person or "", options.basis]
    if not all(map(inputs.usable, typed)):
        return _fail(str(Refused.UNUSABLE()))
    words = [word for word in options.words if "=" not in word]
    values = [word.split("=", 1) for word in options.words if "=" in word]
    code, name = (words[0], words[1]) if len(words) > 1 else ("", words[0])
    doing, person = act_named(name), _person(options.person)
    if doing is None:
        return _fail(_("There is no act “%(name)s”.") % {"name": name})
    thing = Thing.objects.visible_to(person).filter(pk=code).first() if code else None
    if doing.on is not None and (thing is None or thing.model is not doing.on):
        needs = _("“%(name)s” needs the code of its thing: %(kind)s.")
        return _fail(needs % {"name": name, "kind": doing.on.WORD})
    row = thing.model._base_manager.select_related("thing").get(pk=code) if thing else None
    answer = carry_out(_order(doing, person, row, options, values))
    if answer.refusal is not None:
        return _fail(f"{answer.refusal.code}: {answer.refusal}")
    if answer.faults:
        return _fail_fields(answer.faults)
    if not answer.done:
        print(*answer.form.looked, sep="\n")
        return 0
    _print_answer(doing, answer.result)
    return 0


def _order(
    doing: Any, person: Any, row: Any, options: argparse.Namespace, values: list[list[str]]
) -> Any:
    """What was typed, as a page would have sent it."""
    from django.http import QueryDict

    from zhixing.foundation.machinery import inputs
    from zhixing.foundation.machinery.deciders import BASIS, WHO
    from zhixing.foundation.machinery.door import Order

    data = QueryDict(mutable=True)
    for name, value in values:
        data.appendlist(name, value)
    body = {name: items if len(items) > 1 else items[0] for name, items in data.lists()}
    if options.for_person:
        data[WHO], data[BASIS] = _person(options.for_person).pk, options.basis

    def check(form: Any) -> dict[str, list[Any]]:
        return inputs.misshapen(form, body) | inputs.unknown_names(form, body)

    return Order(person, doing, row, data, "cli", check=check)


def _print_answer(doing: Any, answer: Any) -> None:
    from zhixing.foundation.machinery.forms import form_of
    from zhixing.foundation.machinery.things.models import ThingRow

    for result in answer if isinstance(answer, list | tuple) else [answer]:
        if isinstance(result, ThingRow):
            print(result.pk, getattr(result, "state", ""), result)
        if getattr(result, "show_once", ""):
            print(_("receipt: %(code)s") % {"code": result.show_once})
        for name, fact in result.items() if isinstance(result, dict) else ():
            print(f"{form_of(doing).shows[name]}: {fact}")


def imports(options: argparse.Namespace) -> int:
    from .workbooks import run_import

    return run_import(options)


def export(options: argparse.Namespace) -> int:
    from .workbooks import run_export

    return run_export(options)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _fail_fields(faults: dict[str, Any]) -> int:
    for key, sentences in faults.items():
        print(f"{key}: {'; '.join(map(str, sentences))}", file=sys.stderr)
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


def doctor(_options: argparse.Namespace) -> int:
    from .doctor import examine

    bad = 0
    for what, faults in examine():
        print(_("BAD ") if faults else _("ok  "), what)
        for fault in faults[:FAULTS_SHOWN] + faults[FAULTS_SHOWN:][-1:]:
            print(f"      {fault}")
        if len(faults) > FAULTS_SHOWN + 1:
            more = _("and %(count)s more") % {"count": len(faults) - FAULTS_SHOWN - 1}
            print(f"      {more}")
        bad += len(faults)
    return 1 if bad else 0


COMMANDS = {
    "run": run,
    "migrate": migrate,
    "setup": setup,
    "demo": demo,
    "import": imports,
    "export": export,
    "act": act,
    "backup": backup,
    "restore": restore,
    "worker": worker,
    "doctor": doctor,
}
KEEPING = ("backup", "restore", "doctor")
WRITING = (
    "migrate",
    "setup",
    "demo",
    "import",
    "act",
)  # the head of the chain is written down after these
