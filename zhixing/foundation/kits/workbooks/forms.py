"""Between a form and a sheet: a column is made of a form's field, a cell is what one would have
typed into it, and back.

So a row of a workbook goes through the same form as the page, the interface and the command line:
one definition of what may be entered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm, ThingChoice, ThingField, ThingsField
from zhixing.foundation.machinery.things.codes import typed as typed_code
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.people.models import Person

from .days import chinese_numerals, read_day
from .tables import Field
from .values import plain, read_number, read_yes

CHINESE, ENGLISH = "zh-hans", "en"
PARTS = "、，,;；\n"
CODE = re.compile(r"[A-Z]{2}-\d{2}-[0-9A-Z]{5,}")
_AFTERNOON = ("下午", "晚上", "晚", "pm")


class Unreadable(ValueError):
    """A cell that can not be what its column wants, in a sentence of both languages."""

    def __init__(self, sentence: Any, **params: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.params = sentence, params

    def __str__(self) -> str:
        return str(self.sentence) % self.params if self.params else str(self.sentence)


def both(words: Any) -> tuple[str, str]:
    """A lazy text in Chinese and in English."""
    with translation.override(CHINESE):
        chinese = str(words)
    with translation.override(ENGLISH):
        return chinese, str(words)


def column(
    form: type[ActForm[Any]], name: str, *words: str, english: str = "", **more: Any
) -> Field:
    """A column of a form's field: heading, help, kind and whether it is needed are the field's own.
    ``words`` are headings that offices use, the first of them ours.
    """
    field = form.base_fields[name]
    chinese, english_label = both(field.label or name)
    more.setdefault("help", field.help_text)
    more.setdefault("kind", _kind_of(field))
    more.setdefault("needed", field.required)
    more.setdefault("width", {"long": 36, "day": 12, "number": 10}.get(more["kind"], 18))
    if "choices" not in more and isinstance(field, forms.ChoiceField):
        more["choices"] = lambda: [str(word) for value, word in _flat(field) if value != ""]
    return Field(name, tuple(dict.fromkeys((*words, chinese))), english or english_label, **more)


def _kind_of(field: forms.Field) -> str:
    if isinstance(field, forms.DateField):
        return "day"
    if isinstance(field, forms.IntegerField):
        return "number"
    return "long" if isinstance(field.widget, forms.Textarea) else "text"


def _flat(field: forms.ChoiceField) -> Iterable[tuple[Any, Any]]:
    choices: Any = field.choices  # as the field answers them: an iterable of pairs
    for value, word in choices:
        if isinstance(word, list | tuple):
            yield from word
        else:
            yield value, word


# -- cell -> what the form takes -------------------------------------------------------------------


def typed(field: forms.Field, text: str, year: int | None = None, *, ends: bool = False) -> Any:
    """What somebody would have typed or chosen for this cell.

    ``year``: of days that name none; ``ends``: a month means its last day. Raises Unreadable.
    """
    text = text.strip()
    if not text:
        return ""
    if isinstance(field, forms.DateField):
        return day(text, year, ends=ends).isoformat()
    for kind, value in _VALUES:
        if isinstance(field, kind):
            return value(field, text)
    return text


def _yes(_field: forms.Field, text: str) -> str:
    yes = read_yes(text)
    if yes is None:
        raise Unreadable(_("Write 是 or 否."))
    return "on" if yes else ""


def _number(_field: forms.Field, text: str) -> str:
    number = read_number(text)
    if number is None:
        raise Unreadable(_("This is no number."))
    return format(number.normalize(), "f")


# What a cell is for a field of a class; the first that fits counts (decimals are integers too).
_VALUES: tuple[tuple[Any, Callable[[Any, str], Any]], ...] = (
    (
        forms.ModelMultipleChoiceField,
        lambda field, text: [_row(field, part).pk for part in split(text)],
    ),
    (forms.ModelChoiceField, lambda field, text: _row(field, text).pk),
    (ThingsField, lambda field, text: [_thing(field.queryset, part) for part in split(text)]),
    (ThingField | ThingChoice, lambda field, text: _thing(field.queryset, text)),
    (forms.MultipleChoiceField, lambda field, text: [_choice(field, part) for part in split(text)]),
    (forms.ChoiceField, lambda field, text: _choice(field, text)),
    (forms.BooleanField, _yes),
    (forms.TimeField, lambda _field, text: time(text)),
    (forms.IntegerField, _number),
)


def split(text: str) -> list[str]:
    """Several names in one cell."""
    return [part.strip() for part in re.split(f"[{PARTS}]", text) if part.strip()]


def day(text: str, year: int | None = None, *, ends: bool = False) -> dt.date:
    """A day in any usual writing; ``ends``: a month means its last day. Raises Unreadable."""
    parsed = read_day(text, year)
    if parsed.ends and not ends:
        raise Unreadable(_("The day is missing. Write 2026-09-30."))
    if parsed.day is None:
        raise Unreadable(
            _("There is no such day.")
            if parsed.kind == "never"
            else _("This can not be read as a day. Write 2026-09-30.")
        )
    return parsed.day


def time(text: str) -> str:
    """``9:00``, ``９：３０``, ``上午9点``, ``14时30分``, ``下午2点半`` as ``14:30``. Raises
    Unreadable.
    """
    word = chinese_numerals_of_hours(compared(text))
    late = any(sign in word for sign in _AFTERNOON)
    match = re.fullmatch(
        r"(?:上午|早上|中午|下午|晚上|晚|am|pm)?(\d{1,2})(?:[:时点.](半|\d{1,2})?分?(?::\d{2})?)?(?:am|pm)?",
        word,
    )
    if match is None:
        raise Unreadable(_("This can not be read as a time. Write 09:00."))
    hour, minute = int(match.group(1)), 30 if match.group(2) == "半" else int(match.group(2) or 0)
    hour += 12 if late and hour < 12 else 0
    if hour > 23 or minute > 59:
        raise Unreadable(_("This can not be read as a time. Write 09:00."))
    return f"{hour:02}:{minute:02}"


def chinese_numerals_of_hours(word: str) -> str:
    """``九点三十分`` -> ``9点30分``."""
    return re.sub(
        r"[〇零一二两三四五六七八九十]+(?=[时点分]|$)",
        lambda m: chinese_numerals(m.group(0).replace("两", "二") + "日").removesuffix("日"),
        word,
    )


def _choice(field: forms.ChoiceField, text: str) -> str:
    wanted = plain(text)
    pairs = list(_flat(field))
    for value, word in pairs:
        if value != "" and wanted in (plain(str(value)), *map(plain, both(word))):
            return str(value)
    raise Unreadable(
        _("Possible are %(words)s."),
        words="、".join(str(word) for value, word in pairs if value != "")[:300],
    )


def naming(rows: Iterable[Any]) -> dict[Any, str]:
    """A word for each person or thing by which a cell names it: its name or title alone, and more
    where several have the same (``one_of`` reads them).
    """
    distinct = list({row.pk: row for row in rows}.values())
    plain_words = Counter(compared(_name(row)) for row in distinct)
    names = {}
    for row in distinct:
        name = _name(row)
        if plain_words[compared(name)] == 1 and compared(name):
            names[row.pk] = name
        elif isinstance(row, Person):
            longer = f"{name}（{row.post}）"
            names[row.pk] = (
                longer
                if row.post
                and sum(
                    compared(_name(other)) == compared(name)
                    and compared(other.post) == compared(row.post)
                    for other in distinct
                )
                == 1
                else f"{name}（{row.pk}）"
            )
        else:
            names[row.pk] = str(row.pk)
    return names


def one_of(rows: Iterable[Any], text: str) -> Any:
    """The one that a cell names: by its name or title, its name with the post in brackets, or its
    code. Raises Unreadable when it is none of them, or could be several.
    """
    wanted, candidates = compared(text), list(rows)
    words = naming(candidates)
    matches = [
        candidate
        for candidate in candidates
        if wanted
        in (
            compared(words[candidate.pk]),
            compared(candidate.pk),
            compared(f"{_name(candidate)}（{candidate.pk}）"),
        )
    ]
    matches = matches or [
        candidate
        for candidate in candidates
        if compared(_name(candidate)) == wanted
        or (
            isinstance(candidate, Person)
            and candidate.post
            and compared(f"{candidate.name}（{candidate.post}）") == wanted
        )
    ]
    if len(matches) == 1:
        return matches[0]
    people = bool(candidates) and all(isinstance(candidate, Person) for candidate in candidates)
    if matches:
        raise (
            Unreadable(
                _("%(count)s people here have this name. Write the post behind it, in brackets."),
                count=len(matches),
            )
            if people
            else Unreadable(
                _("Several are called so. Write the code: %(codes)s."),
                codes="、".join(str(match.pk) for match in matches[:4]),
            )
        )
    raise Unreadable(
        _("Nobody of this name can be chosen here.")
        if people
        else _("There is nothing of this name that can be chosen here.")
    )


def _name(row: Any) -> str:
    return (
        str(row.thing_title())
        if hasattr(row, "thing_title")
        else str(getattr(row, "name", "") or getattr(row, "title", "") or row)
    )


def _row(field: forms.ModelChoiceField[Any], text: str) -> Any:
    """The row of a form's list that a cell names: people by ``one_of``, others by the words of the
    list.
    """
    offered = field.queryset
    if offered is None:
        return _nobody()
    rows = list(offered[:5000])
    if issubclass(offered.model, Person):
        return one_of(rows, text) if rows else _nobody()
    wanted = compared(text)
    matches = [row for row in rows if compared(field.label_from_instance(row)) == wanted]
    if len(matches) == 1:
        return matches[0]
    if len(matches) == 1:
        return matches[0]
    raise (
        Unreadable(_("This fits %(count)s of them."), count=len(matches))
        if matches
        else Unreadable(_("This can not be chosen here."))
    )


def _nobody() -> Any:
    raise Unreadable(_("Nobody of this name can be chosen here."))


def _thing(rows: Any, text: str) -> str:
    """The code of a thing named by its title or its code."""
    if rows is None:
        raise Unreadable(_("This can not be chosen here."))
    code = typed_code(text)
    if CODE.fullmatch(code) and rows.filter(pk=code).exists():
        return code
    several = rows if rows.model._meta.label == "things.Thing" else rows.select_related("thing")
    return str(one_of(several[:5000], text).pk)


# -- value -> cell ---------------------------------------------------------------------------------


def word(field: forms.Field, value: Any) -> Any:
    """What stands in a cell for a value that the form would take: words, days and numbers, never
    codes of choices.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date | int | float | Decimal) and not isinstance(
        field, forms.ChoiceField
    ):
        return value
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, ThingChoice | ThingsField):
        return next(
            (str(label) for choice, label in _flat(field) if str(choice) == str(value)), str(value)
        )
    if isinstance(value, Person):
        return value.name
    if hasattr(value, "thing_title"):
        return str(value.thing_title())
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "、".join(str(word(field, part)) for part in value)
    return str(value)
