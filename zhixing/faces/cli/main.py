"""``zhixing``: run, migrate, demo, import, act, backup, restore, worker, doctor."""

from __future__ import annotations

import argparse
import os
import sys
from types import ModuleType

from . import port, speaking
from .commands import (
    act,
    backup,
    demo,
    doctor,
    export,
    imports,
    migrate,
    restore,
    run,
    setup,
    worker,
)
from .speaking import _, fail, own_language

COMMANDS: dict[str, ModuleType] = {
    "run": run,
    "migrate": migrate,
    "worker": worker,
    "setup": setup,
    "demo": demo,
    "import": imports,
    "export": export,
    "act": act,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
}
KEEPING = ("backup", "restore", "doctor")
# the head of the chain is written down after these
WRITING = ("migrate", "setup", "demo", "import", "act")


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
        return fail(why)
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
        return COMMANDS[options.command].answer(options)
    with own_language():
        return COMMANDS[options.command].answer(options)


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
    for command in COMMANDS.values():
        command.words(
            lambda name, text: commands.add_parser(
                name, help=text, description=text, parents=[spoken]
            )
        )
    return parser
