"""One page for every act: its form, what comes of it, and why it can not be done."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhixing.foundation.kits import drafts
from zhixing.foundation.machinery import recording
from zhixing.foundation.machinery.act import Act
from zhixing.foundation.machinery.deciders import BASIS, WHO, add_decider
from zhixing.foundation.machinery.door import Answer, Order, act_on, carry_out, put_onto, row_of
from zhixing.foundation.machinery.errors import BadInput, NotNow, Refusal, Stale
from zhixing.foundation.machinery.forms import act_named, form_of
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.beginning import places
from zhixing.foundation.machinery.things.listing import Column, ListPage, Look
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.parts import Empty, Way

from .act_pages import Draft, Pair, ThingLine, draft_key, draft_url, page_of, way_to_mend
from .faults import refused_page
from .following import land


@dataclass(frozen=True, kw_only=True)
class HurdlePage:
    """An act that can not succeed now."""

    title: str
    thing: ThingLine
    empty: Empty


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """What an act that looks has found."""

    title: str
    thing: ThingLine
    facts: list[tuple[str, Any]]
    back_url: str


@require_http_methods(["GET", "POST"])
@never_cache
def act(request: Request, code: str, act: str) -> HttpResponse:
    """The form of an act on a thing; a POST does it. A refusal comes back on the same page with its
    status, and nothing typed is lost.
    """
    row = row_of(request.person, code)
    return act_page(request, act_on(act, row), row)


MOST_PLACES = 500  # listed where an act asks where


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: Request, act: str) -> HttpResponse:
    """An act whose thing must be chosen first: where there is one answer (the only one, or the only
    unit or group in which a role is held) it is taken at once, several are listed. ``?where`` lists
    them all.
    """
    doing = act_named(act)
    if doing is None or doing.many:
        raise Http404
    if doing.on is None:
        return act_page(request, doing, None)
    where = places(request.person, [doing]).get(act, []) if request.person is not None else []
    if len(where) == 1 and "where" not in request.GET:
        return redirect("act", code=where[0], act=act)
    held = holdings(request.person)
    rows = list(
        doing.on._base_manager.filter(doing.open_q(request.person, None, held))
        .select_related("thing")
        .order_by("thing__made_at", "pk")[:MOST_PLACES]
    )
    return render(request, "desk/choose.html", {"page": _choice(doing, rows)})


def _choice(doing: Act, rows: list[Any]) -> ListPage:
    """On which of several things it is to be done."""
    return ListPage(
        title=str(doing.label),
        columns=[
            Column(_("Code"), lambda row: row.pk, look=Look.CODE),
            Column.title(
                _("Title"),
                lambda row: row.thing.title,
                url=lambda row: reverse("act", args=[row.pk, doing.name]),
            ),
        ],
        rows=rows,
        every=rows,
        file=doing.name,
        empty=Empty(
            _("There is nothing on which you may do this now."),
            _("Ask the office of the unit who may."),
            "lock",
            _("Today"),
            reverse("today"),
        ),
    )


def act_page(request: Request, doing: Act, row: ThingRow | None) -> HttpResponse:
    form_class, person = form_of(doing), request.person
    if request.method == "GET" and form_class.own_page:
        return redirect(form_class.own_page, *form_class.arguments)
    people = recording.people(doing, person, row)
    if request.method == "POST":
        return _send(request, doing, row, people)
    refusal = doing.refusal_to(person, row) if not people else None
    if refusal is not None:
        return _refused_form(request, row, refusal)
    return _open_form(request, doing, row, people)


def _send(request: Request, doing: Act, row: ThingRow | None, people: list[Any]) -> HttpResponse:
    """What was typed goes through the door, and the answer becomes a page."""
    order = Order(
        request.person,
        doing,
        row,
        request.POST,
        "page",
        files=request.FILES,
        key=request.POST.get("_key", ""),
        version=request.POST.get("_seen", ""),
        deciders=people,
    )
    answer = carry_out(order)
    if answer.done:
        return _done_page(request, order, answer.result)
    if answer.refusal is not None:
        return _not_done_page(request, order, answer, answer.refusal)
    return _draw(request, doing, row, answer.form, status=422 if answer.faults else 200)


def _done_page(request: Request, order: Order, result: Any) -> HttpResponse:
    drafts.drop(order.person, draft_key(order.act, order.row))
    if order.act.looks and order.row is not None:
        return _shown_page(request, order.act, order.row, result)
    if isinstance(result, ThingRow) and result.show_once:
        request.session["show_once"] = {result.pk: result.show_once}
    return land(request, order, result)


def _not_done_page(
    request: Request, order: Order, answer: Answer, refusal: Refusal
) -> HttpResponse:
    """A refusal on the page of the form, so that nothing typed is lost."""
    form = answer.form
    if answer.unread and not order.deciders:
        return _refused_form(request, order.row, refusal)
    more: dict[str, Any] = {}
    if isinstance(refusal, Stale):
        more = {"stale": _both(form, refusal.row), "version": refusal.row.thing.version}
    put_onto(form, refusal)
    above = "" if isinstance(refusal, BadInput) else str(refusal)
    return _draw(request, order.act, order.row, form, status=refusal.status, refused=above, **more)


def _shown_page(request: Request, doing: Act, row: ThingRow, facts: dict[str, Any]) -> HttpResponse:
    """What an act that looks has found: in this answer alone, kept nowhere."""
    page = ShownPage(
        title=str(doing.label),
        thing=ThingLine.of(row),
        facts=[(str(label), facts[name]) for name, label in form_of(doing).shows.items()],
        back_url=row.url,
    )
    return render(request, "desk/shown.html", {"page": page})


def _refused_form(request: Request, row: ThingRow | None, refusal: Refusal) -> HttpResponse:
    """A form that this person could not send does not open."""
    return refused_page(
        request, refusal.status, str(refusal), refusal.code, back=row.url if row is not None else ""
    )


def _open_form(
    request: Request, doing: Act, row: ThingRow | None, people: list[Any]
) -> HttpResponse:
    """The form with its draft, or with what the address asks for."""
    fits = row is None or doing.fits(row)
    hurdle = doing.hurdle(row) if fits else None
    if hurdle is not None and row is not None:
        return _draw_hurdle(request, doing, row, hurdle)
    names = {*form_of(doing).base_fields, *((WHO, BASIS) if people else ())}
    asked = {name: request.GET[name] for name in request.GET if name in names}
    draft = _draft(request.person, draft_key(doing, row), asked)
    form = form_of(doing)(person=request.person, row=row, initial=draft.data if draft else asked)
    add_decider(form, people)
    return _draw(
        request,
        doing,
        row,
        form,
        kept_at=draft.kept_at if draft else None,
        refused="" if fits else str(doing.not_open(row)),
        status=200 if fits else 409,
    )


def _draft(person: Any, key: str, asked: dict[str, str]) -> Any:
    """The draft that was kept of this form; None where it is about something else than what the
    address asks for.
    """
    draft = drafts.load(person, key)
    if draft is None or any(draft.data.get(name, value) != value for name, value in asked.items()):
        return None
    return draft


def put_all_onto(form: Any, refusal: Refusal) -> None:
    """For a page that says every refusal on its form: also one that belongs to no field."""
    if isinstance(refusal, BadInput):
        put_onto(form, refusal)
    else:
        form.add_error(None, str(refusal))


def _both(form: Any, row: ThingRow) -> list[Pair]:
    """What was typed beside what stands in the record now, where they differ."""
    differing = []
    for name, value in form.standing(row).items():
        if name not in form.fields:
            continue
        yours, now = _as_shown(form, name, form[name].value()), _as_shown(form, name, value)
        if yours != now:
            differing.append(Pair(str(form.fields[name].label or name), yours, now))
    state = str(row.state_word(getattr(row, "state", "")) or "")
    return differing or [Pair(row.thing_title(), "", state)]


def _as_shown(form: Any, name: str, value: Any) -> str:
    """A value of a field in the words of the page, as far as the form's lists have words."""
    words = {
        str(code): str(word) for code, word in getattr(form.fields[name].widget, "choices", ())
    }
    several = value if isinstance(value, list | tuple) else [value]
    codes = ["" if part is None else str(getattr(part, "pk", part)) for part in several]
    return "\n".join(words.get(code, code) for code in codes).replace("\r\n", "\n").strip()


def _draw_hurdle(request: Request, doing: Act, row: ThingRow, hurdle: NotNow) -> HttpResponse:
    """An act that can not succeed says so before its form opens, and leads to what mends it."""
    back = Way(_("Back"), row.url)
    mend = way_to_mend(request.person, row, hurdle)
    way = mend or back
    empty = Empty(
        str(hurdle),
        icon="lock",
        label=way.label,
        url=way.url,
        quiet=mend is None,
        secondary=back if mend else None,
    )
    page = HurdlePage(title=str(doing.label), thing=ThingLine.of(row), empty=empty)
    return render(request, "desk/hurdle.html", {"page": page}, status=hurdle.status)


def _draw(
    request: Request,
    doing: Act,
    row: ThingRow | None,
    form: Any,
    *,
    kept_at: Any = None,
    refused: str = "",
    status: int = 200,
    stale: Any = None,
    version: int | None = None,
) -> HttpResponse:
    seen = version or (row.thing.version if row is not None else "")
    again = status in (409, 422, 503) and stale is None and request.method == "POST"
    if again and row is not None:
        seen = request.POST.get("_seen", seen)
    draft = Draft(draft_url(doing, row), kept_at) if form.fields else None
    page = page_of(
        request.person,
        doing,
        row,
        form,
        draft=draft,
        refused=refused,
        stale=stale or [],
        key=_key(request, status),
        seen=seen,
    )
    return render(
        request, form.layout or "desk/act.html", {"form": form, "page": page}, status=status
    )


def _key(request: Request, status: int) -> str:
    """Under which the act is done once; what was not accepted is sent again under a new one."""
    if status == 422:
        return secrets.token_hex(16)
    return request.POST.get("_key") or secrets.token_hex(16)
