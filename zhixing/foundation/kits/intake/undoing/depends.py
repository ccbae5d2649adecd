"""What stands in the way of undoing an import: named, counted, never a person."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.models import kinds

from ..refusals import Refused

NAMED, KINDS_NAMED = 3, 4  # things of a kind, kinds


class Depends:
    """What stands in the way: counted by kind; things are named by their codes, persons never."""

    def __init__(self) -> None:
        self.keys_by_word: dict[str, set[str]] = defaultdict(set)

    def thing(self, kind: str, code: str) -> None:
        self.keys_by_word[str(kinds()[kind].WORD)].add(code)

    def person(self, key: str) -> None:
        self.keys_by_word[pgettext("depends", "people")].add(
            f" {key}"
        )  # counted once each, and not named

    def role(self, key: object) -> None:
        self.keys_by_word[pgettext("depends", "roles")].add(f" {key}")

    def other(self, word: Any) -> None:
        self.keys_by_word[str(word)].add(" ")

    def refuse(self) -> None:
        """Raises NotNow when there is something."""
        if not self.keys_by_word:
            return
        parts = []
        by_number = sorted(self.keys_by_word.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        for word, keys in by_number[:KINDS_NAMED]:
            codes = sorted(key for key in keys if not key.startswith(" "))
            shown = pgettext("list separator", ", ").join(codes[:NAMED]) + (
                "…" if len(codes) > NAMED else ""
            )
            parts.append(f"{word} {len(keys)}" + (f" ({shown})" if shown else ""))
        more = sum(len(keys) for _word, keys in by_number[KINDS_NAMED:])
        if more:
            parts.append(_("and %(count)s more") % {"count": more})
        raise Refused.IMPORT_DEPENDS(what=_("; ").join(parts))
