"""Which messages have no Chinese yet: ``python scripts/catalogues.py`` lists them by app;
``--check`` fails when there is one.

Reads the sources themselves (syntax trees of Python, tags of templates), so that nothing that is
shown can be forgotten.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "zhixing"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
Message = tuple[str | None, object]

TRANSLATE = re.compile(
    r"{%\s*(?:translate|trans)\s+(\"(?:[^\"]*)\"|'(?:[^']*)')(?:\s+noop)?(?:\s+context\s+(\"[^\"]*\"|'[^']*'))?[^%]*%}"
)
BLOCK = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b([^%]*)%}(.*?){%\s*(?:endblocktranslate|endblocktrans)\s*%}",
    re.DOTALL,
)
PLURAL_TAG = re.compile(r"{%\s*plural\s*%}")


def in_python(path: Path) -> set[Message]:
    messages: set[Message] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            called |= {alias.asname: alias.name for alias in node.names if alias.asname}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        name = called.get(name, name)
        words = [
            (
                argument.value
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                else None
            )
            for argument in node.args
        ]
        if name in PLAIN and words[:1] and words[0]:
            messages.add((None, words[0]))
        elif name in PLURAL and len(words) > 1 and words[0]:
            messages.add((None, (words[0], words[1])))
        elif name in CONTEXT and len(words) > 1 and words[1]:
            messages.add((words[0], words[1]))
    return messages


def in_template(path: Path) -> set[Message]:
    messages: set[Message] = set()
    text = re.sub(
        r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    for match in TRANSLATE.finditer(text):
        messages.add(
            (
                match[2][1:-1] if match[2] else None,
                match[1][1:-1].replace("%", "%%") if False else match[1][1:-1],
            )
        )
    for match in BLOCK.finditer(text):
        options, body = match[1], match[2]
        context = re.search(r"context\s+\"([^\"]*)\"", options)
        parts = [_block(part, "trimmed" in options) for part in PLURAL_TAG.split(body)]
        messages.add(
            (context[1] if context else None, tuple(parts) if len(parts) > 1 else parts[0])
        )
    return messages


def _block(text: str, trimmed: bool) -> str:
    text = text.replace("%", "%%")
    text = re.sub(r"{{\s*([\w.]+)\s*}}", r"%(\1)s", text)
    return (
        " ".join(line.strip() for line in text.strip().splitlines() if line.strip())
        if trimmed
        else text
    )


def app_of(path: Path) -> Path:
    for folder in path.parents:
        if (folder / "apps.py").exists() or folder == ROOT:
            return folder
    return ROOT


def known() -> set[Message]:
    messages: set[Message] = set()
    for path in ROOT.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"):
        with path.open("rb") as source:
            for message in read_po(source, locale="zh_Hans"):
                texts = (
                    message.string if isinstance(message.string, list | tuple) else [message.string]
                )
                if message.id and all(texts) and not message.fuzzy:
                    messages.add(
                        (
                            message.context,
                            (
                                tuple(message.id)
                                if isinstance(message.id, list | tuple)
                                else message.id
                            ),
                        )
                    )
    return messages


def missing() -> dict[Path, set[Message]]:
    """App folder -> its messages without Chinese."""
    have, lacking = known(), defaultdict(set)
    plain = {(context, words[0] if isinstance(words, tuple) else words) for context, words in have}
    for path in [*ROOT.glob("**/*.py"), *ROOT.glob("**/templates/**/*.html")]:
        if "migrations" in path.parts:
            continue
        for context, words in in_python(path) if path.suffix == ".py" else in_template(path):
            if (context, words) not in have and (
                isinstance(words, tuple) or (context, words) not in plain
            ):
                lacking[app_of(path)].add((context, words))
    return lacking


def main() -> int:
    lost = missing()
    for app, messages in sorted(lost.items()):
        print(f"# {app.relative_to(ROOT.parent)}: {len(messages)}")
        for context, words in sorted(messages, key=str):
            print(f"{context or ''}\t{words!r}")
    print(f"{sum(map(len, lost.values()))} messages without Chinese")
    return 1 if lost and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
