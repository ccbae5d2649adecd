"""One door for machines: every act and its form, with the same refusals as the pages. The page's
own script comes in here too (and says for whom: ``X-Zhixing-As``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhixing.faces.desk.forms import named_decider, recorded_for_fields
from zhixing.faces.desk.views import find_act, find_row, problem
from zhixing.foundation.machinery import clock, inputs
from zhixing.foundation.machinery.act import Act, open_to, plain
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.forms import act_named, form_of
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.ui.words import clockwords

JSON = ("application/json", "text/json")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Unreadable(Refusal):
    """415: neither JSON nor a form."""

    status = 415

    def __init__(self) -> None:
        super().__init__("content.unknown", _("Send JSON (application/json) or a form."))


def _body(request: HttpRequest) -> dict[str, Any]:
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
def thing(request: HttpRequest, code: str) -> JsonResponse:
    """A thing with the acts open to me, and the fields of each."""
    row = find_row(request.person, code)
    one: Thing = row.thing
    acts = [
        {
            "act": each.name,
            "label": str(each.label),
            "fields": {
                name: {"label": str(field.label or name), "required": field.required}
                for name, field in form_of(each)(person=request.person, row=row).fields.items()
            },
        }
        for each in open_to(request.person, row)
    ]
    topic = (
        Thing.objects.visible_to(request.person)
        .filter(pk=one.topic_id)
        .values_list("pk", flat=True)
        .first()
        if one.topic_id
        else None
    )
    body = {
        "code": one.pk,
        "kind": one.kind,
        "title": one.title,
        "state": one.state,
        "version": one.version,
        "topic": topic,
        "group": one.group_id,
        "unit": one.unit_id,
        "acts": acts,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_POST
@never_cache
def act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """An act on a thing that is there; naming it once more (``on``) does no harm."""
    row, body = find_row(request.person, code), _body(request)
    if body.get("on") == code:
        del body["on"]
    return _do(request, find_act(act, row), row, body)


@require_POST
@never_cache
def new(request: HttpRequest, act: str) -> HttpResponse:
    """Acts that create: ``on`` names the thing they begin at."""
    doing = act_named(act)
    if doing is None or doing.many:
        raise Http404
    body = _body(request)
    row = find_row(request.person, str(body.pop("on", ""))) if doing.on is not None else None
    return _do(request, find_act(act, row), row, body)


def _do(
    request: HttpRequest, doing: Act, row: ThingRow | None, body: dict[str, Any]
) -> HttpResponse:
    sent = inputs.as_sent(body)
    form = form_of(doing)(sent, request.FILES or None, person=request.person, row=row)
    recorded_for_fields(form, [])
    decider = named_decider(sent)
    refusal = doing.refusal_to(request.person, row, decider)
    if refusal is not None:
        doing.refuse(request.person, row, refusal, "api", decider)
        return problem(refusal.status, refusal.code, str(refusal))
    wrong = inputs.misshapen(form, body) | _misnamed(request, form, body)
    if wrong:
        return problem(422, "input.bad", _("Some fields can not be read."), wrong)
    if not form.is_valid():
        fields = {name: [str(one) for one in faults] for name, faults in form.errors.items()}
        return problem(422, "input.bad", _("Some fields can not be read."), fields)
    if form.looked:
        return JsonResponse({"done": "", "looked": [str(sentence) for sentence in form.looked]})
    for_person, basis = (
        form.cleaned_data.pop("for_person", None),
        form.cleaned_data.pop("basis", ""),
    )
    try:
        seen = inputs.version_in(request.headers.get("If-Match", ""))
        done = form.perform(
            for_person=for_person,
            basis=basis,
            key=request.headers.get("Idempotency-Key", ""),
            seen=seen,
            channel="page" if request.headers.get("X-Zhixing-As") else "api",
        )
    except Refusal as refusal:
        return problem(refusal.status, refusal.code, str(refusal), getattr(refusal, "fields", {}))
    rows = done if isinstance(done, list | tuple) else [done]
    made = [_told(row) for row in rows if isinstance(row, ThingRow)]
    return JsonResponse(
        {
            "done": doing.name,
            "things": made,
            "result": None if made else plain(done),
            "at": clockwords(clock.now()),
        },
        status=201 if doing.creates else 200,
        json_dumps_params={"ensure_ascii": False},
    )


def _misnamed(request: HttpRequest, form: forms.Form, body: dict[str, Any]) -> dict[str, list[Any]]:
    """Of what a program sends: a browser sends more than the fields of a form."""
    return inputs.unknown_names(form, body) if request.content_type in JSON else {}


def _told(row: ThingRow) -> dict[str, str]:
    """A thing that an act made or changed; with its receipt where it was given one, this once."""
    told = {"code": row.pk, "kind": row.KIND, "state": getattr(row, "state", ""), "url": row.url}
    receipt = getattr(row, "show_once", "")
    return told | ({"receipt": receipt} if receipt else {})
