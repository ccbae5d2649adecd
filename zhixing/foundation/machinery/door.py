"""The one door. A page, a program, the command line, a row of a workbook and a story of the demo
ask for an act in the same way: they make an ``Order`` of what they were sent, and tell in their own
form what the ``Answer`` says.

May they? -> the act's form -> is it valid? -> the act -> a refusal onto its field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import QueryDict

from . import inputs
from .act import AnyAct
from .act.context import running
from .actors import Actor
from .deciders import add_decider, named_decider, take_decider
from .errors import BadInput, Invisible, Refusal
from .forms import ActForm, act_named, form_of
from .things.models import Thing, ThingRow

Faults = dict[str, list[Any]]  # field -> sentences; "" is the whole form


@dataclass(frozen=True)
class Order:
    """What somebody asks for. ``data`` is what a page would have sent."""

    person: Actor  # who types it
    act: AnyAct
    row: ThingRow | None
    data: QueryDict | dict[str, Any]
    channel: str
    files: Any = None
    key: str = ""
    version: str = ""  # the version they saw, as it was sent; empty where none is named
    reader: Actor | None = None  # whose form it is, where that is not the typist's
    deciders: Sequence[Actor] = ()  # for whom they may record it: the form offers these
    # what is wrong with the names and shapes of what was sent, before the form reads it
    check: Callable[[ActForm[Any]], Faults] = field(default=lambda _form: {})


@dataclass(frozen=True)
class Answer:
    """What came of it: a result, a refusal, or a form with faults; or what a first look has read
    (``form.looked``), where nothing is wrong and nothing done yet.
    """

    form: ActForm[Any]
    result: Any = None
    refusal: Refusal | None = None
    faults: Faults = field(default_factory=dict)
    done: bool = False
    unread: bool = False  # refused before the input was looked at


def carry_out(order: Order) -> Answer:
    """Do what was asked, or say why not. Raises nothing but faults of the program."""
    reader = order.reader or order.person
    form = form_of(order.act)(order.data, order.files, person=reader, row=order.row)
    add_decider(form, order.deciders)
    refusal = _refused_beforehand(order)
    if refusal is not None:
        return Answer(form, refusal=refusal, unread=True)
    faults = order.check(form) or _faults_of(form)
    if faults or form.looked:
        return Answer(form, faults=faults)
    try:
        seen = inputs.version_in(order.version)
        how = take_decider(form) | {"key": order.key, "seen": seen, "channel": order.channel}
        result = form.perform(order.person, **how)
    except Refusal as refusal:
        return Answer(form, refusal=refusal)
    return Answer(form, result=result, done=True)


def _refused_beforehand(order: Order) -> Refusal | None:
    """Whoever may not do it is told so before their input is read, and it is on record. Inside of
    another act (a row of an import) the act itself asks, and the outer one answers for it.
    """
    if running() is not None:
        return None
    decider = named_decider(order.data)
    refusal = order.act.refusal_to(order.person, order.row, decider)
    if refusal is not None:
        order.act.refuse(order.person, order.row, refusal, order.channel, decider)
    return refusal


def _faults_of(form: ActForm[Any]) -> Faults:
    if form.is_valid():
        return {}
    return {name: [str(fault) for fault in faults] for name, faults in form.errors.items()}


def put_onto(form: ActForm[Any], refusal: Refusal) -> None:
    """A refusal of input stands at the fields it is about, or above the form."""
    if not isinstance(refusal, BadInput):
        return
    for name, sentences in (refusal.fields or {"": [str(refusal)]}).items():
        for sentence in sentences or [str(refusal)]:
            form.add_error(name if name in form.fields else None, str(sentence))


# -- what is asked for -----------------------------------------------------------------------------


def row_of(person: Actor, code: str) -> ThingRow:
    """The row behind a code. Raises Invisible where this person may not know of it."""
    thing = Thing.objects.visible_to(person).filter(pk=code).first()
    if thing is None:
        raise Invisible()
    rows: models.QuerySet[ThingRow] = thing.model._base_manager.select_related("thing")
    return rows.get(pk=code)


def act_on(name: str, row: ThingRow | None) -> AnyAct:
    """The act of this name that is done on such a row, or on nothing. Raises Invisible."""
    act = act_named(name)
    kind = type(row) if row is not None else None
    if act is None or act.many or act.on is not kind:
        raise Invisible()
    return act
