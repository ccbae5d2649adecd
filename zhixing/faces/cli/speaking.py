"""The language of the command line: as chosen, as the environment says, else Chinese.

Help and refusals of words are said before Django knows its settings, so the catalogue is read by
the standard library, and argparse speaks from it too.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from zhixing.foundation.machinery.messages import COMPILED, compile_stale

CHINESE, ENGLISH = "zh-hans", "en"
SPEAKS = {"zh": CHINESE, "en": ENGLISH}
SAID_BY = ("ZHIXING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that names a language
_words: gettext.NullTranslations = gettext.NullTranslations()
_code = CHINESE


def _(message: str) -> str:
    """The words in the language of the command line."""
    return _words.gettext(message)


# what argparse says by itself
FRAME = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("%(prog)s: error: %(message)s\n"),
    _("argument %(argument_name)s: %(message)s"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("expected one argument"),
    _("expected at least one argument"),
    _("ignored explicit argument %r"),
    _("invalid %(type)s value: %(value)r"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("ambiguous option: %(option)s could match %(matches)s"),
)


def language(chosen: str = "") -> str:
    """The language of the answers: as chosen, as the environment says, else Chinese."""
    for word in (chosen, *(os.environ.get(name, "") for name in SAID_BY)):
        if word[:2].lower() in SPEAKS:
            return SPEAKS[word[:2].lower()]
    return CHINESE


def speak(arguments: Sequence[str]) -> str:
    """From now on help, refusals and answers are in the language that is asked for; its code."""
    global _words, _code
    _code = language(_chosen(arguments))
    _words = gettext.NullTranslations() if _code == ENGLISH else _chinese()
    vars(argparse)["_"] = _  # the module looks its own words up there
    return _code


def spoken() -> str:
    """The language that was asked for."""
    return _code


def own_language() -> AbstractContextManager[None]:
    """Within it Django speaks the language that was asked for."""
    from django.utils import translation  # help is said without it

    return translation.override(spoken())


def fail(sentence: str) -> int:
    """Say why not; answers the exit code."""
    print(sentence, file=sys.stderr)
    return 2


def fail_fields(faults: Mapping[str, Sequence[Any]]) -> int:
    """Say what is wrong with which field; answers the exit code."""
    for key, sentences in faults.items():
        print(f"{key}: {'; '.join(map(str, sentences))}", file=sys.stderr)
    return 2


def _chinese() -> gettext.NullTranslations:
    if gettext.find("django", COMPILED, ["zh_Hans"]) is None:
        compile_stale()  # a fresh clone
    return gettext.translation("django", COMPILED, ["zh_Hans"])


def _chosen(arguments: Sequence[str]) -> str:
    """What stands behind ``--lang``, wherever it is."""
    for at, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
    return ""
