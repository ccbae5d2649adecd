"""One door for machines: every act and its form, with the same refusals as the pages. The page's
own script comes in here too (and says for whom: ``X-Zhixing-As``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhixing.faces.desk.faults import problem
from zhixing.foundation.machinery import clock, inputs
from zhixing.foundation.machinery.act import Act, open_to, plain
from zhixing.foundation.machinery.door import Answer, Faults, Order, act_on, carry_out, row_of
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.forms import act_named, form_of
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.ui.words import clockwords

JSON = ("application/json", "text/json")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Unreadable(Refusal):
    """415: neither JSON nor a form."""

    status = 415

    def __init__(self) -> None:
        super().__init__("content.unknown", _("Send JSON (application/json) or a form."))


def _body(request: Request) -> dict[str, Any]:
    """What was sent, as JSON or form. Raises BadInput; Unreadable for another kind of content."""
    if request.content_type in JSON:
        return inputs.json_object(request.body)
    if request.content_type in FORMS or not request.headers.get("Content-Length", "0").strip("0"):
        return {
            name: values if len(values) > 1 else values[0]
            for name, values in request.POST.lists()
            if values
        }
    raise Unreadable()


@require_safe
@never_cache
def thing(request: Request, code: str) -> JsonResponse:
    """A thing with the acts open to me, and the fields of each."""
    row = row_of(request.person, code)
    thing: Thing = row.thing
    body = {
        "code": thing.pk,
        "kind": thing.kind,
        "title": thing.title,
        "state": thing.state,
        "version": thing.version,
        "topic": _topic_known(request.person, thing),
        "group": thing.group_id,
        "unit": thing.unit_id,
        "acts": [_act_told(request.person, act, row) for act in open_to(request.person, row)],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _topic_known(person: Any, thing: Thing) -> str | None:
    """The code of its topic, where this person may know of that."""
    if not thing.topic_id:
        return None
    topics = Thing.objects.visible_to(person).filter(pk=thing.topic_id)
    return topics.values_list("pk", flat=True).first()


def _act_told(person: Any, act: Act, row: ThingRow) -> dict[str, Any]:
    fields = form_of(act)(person=person, row=row).fields
    return {
        "act": act.name,
        "label": str(act.label),
        "fields": {
            name: {"label": str(field.label or name), "required": field.required}
            for name, field in fields.items()
        },
    }


@require_POST
@never_cache
def act(request: Request, code: str, act: str) -> HttpResponse:
    """An act on a thing that is there; naming it once more (``on``) does no harm."""
    row, body = row_of(request.person, code), _body(request)
    if body.get("on") == code:
        del body["on"]
    return _do(request, act_on(act, row), row, body)


@require_POST
@never_cache
def new(request: Request, act: str) -> HttpResponse:
    """Acts that create: ``on`` names the thing they begin at."""
    doing = act_named(act)
    if doing is None or doing.many:
        raise Http404
    body = _body(request)
    row = row_of(request.person, str(body.pop("on", ""))) if doing.on is not None else None
    return _do(request, act_on(act, row), row, body)


def _do(request: Request, doing: Act, row: ThingRow | None, body: dict[str, Any]) -> HttpResponse:
    """The order of a program, and the answer as JSON."""

    def check(form: forms.Form) -> Faults:
        return inputs.misshapen(form, body) | _misnamed(request, form, body)

    order = Order(
        request.person,
        doing,
        row,
        inputs.as_sent(body),
        "page" if request.headers.get("X-Zhixing-As") else "api",
        files=request.FILES or None,
        key=request.headers.get("Idempotency-Key", ""),
        version=request.headers.get("If-Match", ""),
        check=check,
    )
    answer = carry_out(order)
    if answer.refusal is not None:
        refusal = answer.refusal
        return problem(refusal.status, refusal.code, str(refusal), getattr(refusal, "fields", {}))
    if answer.faults:
        return problem(422, "input.bad", _("Some fields can not be read."), answer.faults)
    if not answer.done:
        return JsonResponse({"done": "", "looked": [str(line) for line in answer.form.looked]})
    return _done(doing, answer)


def _done(doing: Act, answer: Answer) -> JsonResponse:
    several = isinstance(answer.result, list | tuple)
    rows = answer.result if several else [answer.result]
    things = [_told(row) for row in rows if isinstance(row, ThingRow)]
    return JsonResponse(
        {
            "done": doing.name,
            "things": things,
            "result": None if things else plain(answer.result),
            "at": clockwords(clock.now()),
        },
        status=201 if doing.creates else 200,
        json_dumps_params={"ensure_ascii": False},
    )


def _misnamed(request: Request, form: forms.Form, body: dict[str, Any]) -> Faults:
    """Of what a program sends: a browser sends more than the fields of a form."""
    return inputs.unknown_names(form, body) if request.content_type in JSON else {}


def _told(row: ThingRow) -> dict[str, str]:
    """A thing that an act made or changed; with its receipt where it was given one, this once."""
    facts = {"code": row.pk, "kind": row.KIND, "state": getattr(row, "state", ""), "url": row.url}
    receipt = getattr(row, "show_once", "")
    return facts | ({"receipt": receipt} if receipt else {})
