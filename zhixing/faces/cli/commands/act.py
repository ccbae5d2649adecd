"""``zhixing act``: do any act, as a page would have it done."""

from __future__ import annotations

import argparse
from typing import Any

from ..speaking import _, fail, fail_fields, own_language
from . import Adds, add_person_option


def words(add: Adds) -> None:
    parser = add("act", _("do any act: [CODE] ACT --as USER name=value ..."))
    what = _("code of the thing, name of the act (docs/acts.md), its fields")
    parser.add_argument("words", nargs="+", metavar=_("[CODE] ACT [name=value]"), help=what)
    add_person_option(parser, _("user name or id of whoever types it"), required=True)
    parser.add_argument(
        "--for",
        dest="for_person",
        default="",
        metavar=_("USER"),
        help=_("who decided it, where it is recorded for somebody else"),
    )
    parser.add_argument(
        "--basis",
        default="",
        metavar=_("TEXT"),
        help=_("on what basis it is recorded for somebody else (paper, meeting, call)"),
    )


def answer(options: argparse.Namespace) -> int:
    with own_language():
        return _act(options)


def _act(options: argparse.Namespace) -> int:
    from zhixing.foundation.machinery import inputs
    from zhixing.foundation.machinery.door import carry_out
    from zhixing.foundation.machinery.forms import act_named
    from zhixing.foundation.machinery.refusals import Refused
    from zhixing.foundation.machinery.things.models import Thing

    from ..people import person_named

    typed = [*options.words, options.person, options.for_person or "", options.basis]
    if not all(map(inputs.usable, typed)):
        return fail(str(Refused.UNUSABLE()))
    names = [word for word in options.words if "=" not in word]
    values = [word.split("=", 1) for word in options.words if "=" in word]
    code, name = (names[0], names[1]) if len(names) > 1 else ("", names[0])
    doing, person = act_named(name), person_named(options.person)
    if doing is None:
        return fail(_("There is no act “%(name)s”.") % {"name": name})
    thing = Thing.objects.visible_to(person).filter(pk=code).first() if code else None
    if doing.on is not None and (thing is None or thing.model is not doing.on):
        needs = _("“%(name)s” needs the code of its thing: %(kind)s.")
        return fail(needs % {"name": name, "kind": doing.on.WORD})
    row = thing.model._base_manager.select_related("thing").get(pk=code) if thing else None
    answer = carry_out(_order(doing, person, row, options, values))
    if answer.refusal is not None:
        return fail(f"{answer.refusal.code}: {answer.refusal}")
    if answer.faults:
        return fail_fields(answer.faults)
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

    from ..people import person_named

    data = QueryDict(mutable=True)
    for name, value in values:
        data.appendlist(name, value)
    body = {name: items if len(items) > 1 else items[0] for name, items in data.lists()}
    if options.for_person:
        data[WHO], data[BASIS] = person_named(options.for_person).pk, options.basis

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
