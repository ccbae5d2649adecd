"""Names as they sound: what somebody types who types pinyin, whole or by its first letters, finds
龙泉镇 by ``lqz``, ``longquan`` or ``longqz``.

A name is kept beside itself as its syllables (``long quan zhen``), and where it can be read in two
ways as both (``qin wei/tan wei``). It is spelled when it is saved; a search spells nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

MOST = 800  # signs of a name that is spelled: seven for each of the longest name, and more
TYPED = re.compile(r"[a-z]{2,40}")
LATIN = re.compile(r"[a-z]+")
REST = "([a-z]* )?"  # what may be left out between two letters: the rest of a syllable


if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:  # Django's fields take no types when they run
    TextColumn = models.CharField


def spelled(text: str) -> str:
    """The syllables of a name, of more signs read together as they are read there (重庆路); its
    Latin letters as they stand, anything else left out.
    """
    from pypinyin import lazy_pinyin  # 0.3 s and 60 MB, for those alone who save a name

    # its types forget that several syllables may come of what is no Han sign
    syllables = lazy_pinyin(text, errors=_latin)  # type: ignore[arg-type]
    return " ".join(syllables)[:MOST]


def _latin(signs: str) -> list[str]:
    return LATIN.findall(signs.lower())


def sounds_q(column: str, typed: str) -> Q:
    """Rows whose name sounds as it was typed: each letter goes on in its syllable or begins the
    next one. No row for what is no pinyin; one letter alone would be everybody's.
    """
    word = typed.lower()
    if TYPED.fullmatch(word) is None:
        return Q(pk__in=[])
    return Q(**{f"{column}__regex": "(^|[ /])" + REST.join(word)})


class SoundField(TextColumn):
    """Filled when its row is saved, from the ``sounds()`` of the row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": MOST, "blank": True, "editable": False} | options)

    def deconstruct(self) -> Any:
        """Migrations know a column of text."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Where the row is made, and where it is saved with this column."""
        del add
        sound: str = model_instance.sounds()
        setattr(model_instance, self.attname, sound)
        return sound
