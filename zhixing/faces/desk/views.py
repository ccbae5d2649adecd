"""The desk: log-in, search, one page for every act, wings, and refusals."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.faces.portal.views import demo_case, enter
from zhixing.foundation.kits import drafts
from zhixing.foundation.machinery import recording
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.deciders import BASIS, WHO, add_decider
from zhixing.foundation.machinery.door import Answer, Order, act_on, carry_out, put_onto, row_of
from zhixing.foundation.machinery.errors import BadInput, Invisible, NotNow, Refusal, Stale
from zhixing.foundation.machinery.forms import act_named, form_of
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.foundation.machinery.things.page import WING_WORDS, ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Empty, Way
from zhixing.foundation.machinery.unwritable import refusal_of
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.people.acts import give_email
from zhixing.foundation.spine.people.models import Account, person_of
from zhixing.foundation.spine.people.roles import RoleCode

from . import queries
from .entry import changed_password
from .forms import EmailForm, PasswordForm


@require_GET
@never_cache
def today(request: Request) -> HttpResponse:
    return render(
        request, "desk/today.html", {"page": queries.today_page(request.person, request.GET)}
    )


# -- one page for every act ------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@never_cache
def act(request: Request, code: str, act: str) -> HttpResponse:
    """The form of an act on a thing; a POST does it. A refusal comes back on the same page with its
    status, and nothing typed is lost.
    """
    row = row_of(request.person, code)
    return act_page(request, act_on(act, row), row)


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: Request, act: str) -> HttpResponse:
    """An act whose thing must be chosen first: one possible thing is taken at once, several are
    listed.
    """
    doing = act_named(act)
    if doing is None or doing.many:
        raise Http404
    if doing.on is None:
        return act_page(request, doing, None)
    held = holdings(request.person)
    rows = list(
        doing.on._base_manager.filter(doing.open_q(request.person, None, held))
        .select_related("thing")
        .order_by("thing__made_at", "pk")[:200]
    )
    if len(rows) == 1:
        return redirect("act", code=rows[0].pk, act=act)
    page = {
        "title": str(doing.label),
        "rows": rows,
        "act": act,
        "empty": Empty(
            _("There is nothing on which you may do this now."),
            _("Ask the office of the unit who may."),
            "lock",
            _("Today"),
            reverse("today"),
        ),
    }
    return render(request, "desk/choose.html", {"page": page})


def act_page(request: Request, doing: Act, row: ThingRow | None) -> HttpResponse:
    form_class, person = form_of(doing), request.person
    if request.method == "GET" and form_class.place:
        return redirect(form_class.place, *form_class.arguments)
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
        return _not_done_page(request, order, answer)
    return _draw(request, doing, row, answer.form, status=422 if answer.faults else 200)


def _done_page(request: Request, order: Order, result: Any) -> HttpResponse:
    drafts.drop(order.person, _draft_key(order.act, order.row))
    if order.act.looks:
        return _shown_page(request, order.act, order.row, result)
    if isinstance(result, ThingRow) and getattr(result, "show_once", ""):
        request.session["show_once"] = {result.pk: result.show_once}
    messages.success(request, _("Done: %(what)s") % {"what": order.act.label})
    return redirect(_after(result, order.row))


def _not_done_page(request: Request, order: Order, answer: Answer) -> HttpResponse:
    """A refusal on the page of the form, so that nothing typed is lost."""
    refusal, form = answer.refusal, answer.form
    if answer.unread and not order.deciders:
        return _refused_form(request, order.row, refusal)
    more: dict[str, Any] = {}
    if isinstance(refusal, Stale):
        more = {"stale": _both(form, refusal.row), "version": refusal.row.thing.version}
    put_onto(form, refusal)
    above = "" if isinstance(refusal, BadInput) else str(refusal)
    return _draw(request, order.act, order.row, form, status=refusal.status, refused=above, **more)


def _draft_key(doing: Act, row: ThingRow | None) -> str:
    return f"{row.pk if row is not None else 'new'}.{doing.name}"


def _shown_page(request: Request, doing: Act, row: ThingRow, facts: dict[str, Any]) -> HttpResponse:
    """What an act that looks has found: in this answer alone, kept nowhere."""
    page = {
        "title": str(doing.label),
        "thing": {"title": row.thing_title(), "code": row.pk, "url": row.url},
        "facts": [(label, facts[name]) for name, label in form_of(doing).shows.items()],
        "back_url": row.url,
    }
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
    if hurdle is not None:
        return _draw_hurdle(request, doing, row, hurdle)
    names = {*form_of(doing).base_fields, *((WHO, BASIS) if people else ())}
    asked = {name: request.GET[name] for name in request.GET if name in names}
    draft = _draft(request.person, _draft_key(doing, row), asked)
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


def _after(done: Any, row: ThingRow | None) -> str:
    shown = getattr(done, "after_url", "")
    if shown:
        return shown
    if isinstance(done, ThingRow):
        return done.url
    return row.url if row is not None else reverse("today")


def _put_all_onto(form: Any, refusal: Refusal) -> None:
    """For a page that says every refusal on its form: also one that belongs to no field."""
    if isinstance(refusal, BadInput):
        put_onto(form, refusal)
    else:
        form.add_error(None, str(refusal))


def _both(form: Any, row: ThingRow) -> list[dict[str, str]]:
    """What was typed beside what stands in the record now, where they differ."""
    differing = []
    for name, value in form.standing(row).items():
        if name not in form.fields:
            continue
        yours, now = _as_shown(form, name, form[name].value()), _as_shown(form, name, value)
        if yours != now:
            differing.append(
                {"label": str(form.fields[name].label or name), "yours": yours, "now": now}
            )
    return differing or [
        {
            "label": row.thing_title(),
            "yours": "",
            "now": str(row.state_word(getattr(row, "state", "")) or ""),
        }
    ]


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
    mend = _way_to_mend(request.person, row, hurdle)
    way = mend or back
    empty = Empty(
        str(hurdle),
        icon="lock",
        label=way.label,
        url=way.url,
        quiet=mend is None,
        secondary=back if mend else None,
    )
    page = {"title": str(doing.label), "thing": _thing_line(row), "empty": empty}
    return render(request, "desk/hurdle.html", {"page": page}, status=hurdle.status)


def _way_to_mend(person: Any, row: ThingRow, hurdle: NotNow) -> Way | None:
    """Label and address of the act that mends it, when this person may do it here now."""
    mend = ACTS.get(hurdle.mend)
    if mend is None or mend.on is not type(row) or not mend.is_open(person, row):
        return None
    return Way(str(mend.label), act_url(row.pk, mend.name))


@dataclass(frozen=True)
class Warned:
    """What to know before an act is done, and the way to mend it first."""

    sentence: str
    way: Way | None


def _warning(doing: Act, person: Any, row: ThingRow | None) -> Warned | None:
    """What to know before it is done, with the way to mend it first."""
    warning = doing.warns(row) if doing.warns is not None and row is not None else None
    if warning is None:
        return None
    return Warned(str(warning), _way_to_mend(person, row, warning))


def _thing_line(row: ThingRow) -> dict[str, Any]:
    """The thing above a form."""
    state = row.state_word(getattr(row, "state", ""))
    return {
        "title": row.thing_title(),
        "code": row.pk,
        "url": row.url,
        "state_word": state,
        "tone": row.tone,
    }


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
    page = {
        "title": str(doing.label),
        "button": str(doing.label),
        "danger": doing.danger,
        "cancel_url": row.url if row is not None else reverse("today"),
        "thing": _thing_line(row) if row is not None else {},
        "warning": _warning(doing, request.person, row),
        "draft": (
            {"url": reverse("drafts:keep", args=[_draft_key(doing, row)]), "kept_at": kept_at}
            if form.fields
            else {}
        ),
        "refused": refused,
        "stale": stale or [],
        "key": request.POST.get("_key") or secrets.token_hex(16),
        "seen": version or (row.thing.version if row is not None else ""),
    }
    if status in (409, 422, 503) and stale is None and request.method == "POST" and row is not None:
        page["seen"] = request.POST.get("_seen", page["seen"])
    if status == 422:
        page["key"] = secrets.token_hex(16)
    return render(
        request, form.layout or "desk/act.html", {"form": form, "page": page}, status=status
    )


# -- things, wings, search -------------------------------------------------------------------------


@require_GET
def thing(request: Request, code: str) -> HttpResponse:
    """A code in the address opens its thing; kinds without a page of their own get a plain one."""
    row = row_of(request.person, code)
    if row.URL:
        return redirect(row.url)
    return render(request, "ui/thing.html", {"page": ThingPage.of(request.person, row)})


@require_GET
def records(request: Request, code: str) -> HttpResponse:
    """The record of a thing, page by page: its own page shows the newest entries."""
    row = row_of(request.person, code)
    before = number_in(request.GET.get("before"))
    page = queries.record_page(request.person, row, before)
    return render(request, "desk/records.html", {"page": page})


@require_GET
def wing(request: Request, wing: str) -> HttpResponse:
    """The rooms of a wing."""
    rooms = []
    for room in settings.ROOMS:
        if find_spec(f"{room}.urls"):
            urls = import_module(f"{room}.urls")
            if getattr(urls, "prefix", "").startswith(f"{wing}/") and hasattr(urls, "index"):
                name, label, icon = urls.index
                rooms.append({"url": reverse(name), "label": label, "icon": icon})
    words = {"county": "spine"}.get(wing, wing)
    return render(
        request, "desk/wing.html", {"page": {"title": str(WING_WORDS[words]()), "rooms": rooms}}
    )


@require_GET
def search(request: Request) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:100]
    code = typed(q)
    if q and Thing.objects.visible_to(request.person).filter(pk=code).exists():
        return redirect("thing", code=code)
    return render(request, "desk/search.html", {"page": queries.search(request.person, q)})


@require_http_methods(["GET", "POST"])
@never_cache
def me(request: Request) -> HttpResponse:
    """Who I am here: my roles, my group, my address for invitations, and the change of my password
    (the first one must be changed before anything else).
    """
    mine = request.method == "POST" and request.POST.get("do") == "email"
    form, status = PasswordForm(None if mine else request.POST or None), 200
    email = EmailForm(
        request.POST if mine else None,
        initial={"email": person_of(request.person).email if request.person else ""},
    )
    if mine:
        status = 422
        if email.is_valid() and not request.user.must_change:
            try:
                give_email.do(
                    request.person,
                    queries.home_unit(request.person),
                    email=email.cleaned_data["email"],
                    channel="page",
                )
            except Refusal as refusal:
                _put_all_onto(email, refusal)
                status = refusal.status
            else:
                messages.success(request, _("The e-mail address is changed."))
                return redirect("me")
    elif request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                account = changed_password(
                    request, form.cleaned_data["old"], form.cleaned_data["new"]
                )
            except Refusal as refusal:
                _put_all_onto(form, refusal)
                status = refusal.status
            else:
                update_session_auth_hash(request, account)
                messages.success(request, _("The password is changed."))
                return redirect("today")
    return render(
        request,
        "desk/me.html",
        {
            "page": queries.me(request.person) | {"must_change": request.user.must_change},
            "form": form,
            "email": email,
        },
        status=status,
    )


# -- the demo's door -----------------------------------------------------------------------------


CAST = {name: GroupRoleCode[name.upper()].label for name in ("secretary", "leader", "member")} | {
    name: RoleCode[name.upper()].label
    for name in ("office", "clerk", "responsible", "verifier", "caller", "supervisor")
}


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def demo(request: Request) -> HttpResponse:
    """Demo mode alone: enter as any of the cast with one click. Elsewhere there is no such page."""
    if not settings.ZHIXING_DEMO:
        raise Http404
    if request.method == "POST" and request.POST.get("as") == "resident":
        case = demo_case()
        if case is None:
            raise Http404
        return enter(case)
    if request.method == "POST":
        account = Account.objects.filter(
            username=request.POST.get("as", ""), username__in=list(CAST), is_active=True
        ).first()
        if account is None:
            raise Http404
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("today")
    return render(request, "desk/demo.html", {"page": queries.cast(CAST)})


# -- refusals and faults ---------------------------------------------------------------------------


def refused_page(
    request: Request, status: int, sentence: str = "", code: str = "", back: str = ""
) -> HttpResponse:
    return render(
        request,
        "ui/error.html",
        {"status": status, "sentence": sentence, "code": code, "home_url": "/", "back_url": back},
        status=status,
    )


def refused(request: Request, refusal: Refusal) -> HttpResponse:
    """A refusal that no page caught."""
    if _wants_json(request):
        return problem(refusal.status, refusal.code, str(refusal), getattr(refusal, "fields", {}))
    if isinstance(refusal, Invisible):
        return refused_page(request, 404)
    if refusal.status == 503 and request.method == "POST":
        return _unsent_page(request, refusal)
    return refused_page(request, refusal.status, str(refusal), refusal.code)


def _wants_json(request: Request) -> bool:
    """A machine, or a script of a page: no person reads the answer as it comes."""
    asked = request.headers.get("Accept", "")
    return (
        request.path.startswith("/api/")
        or "X-Zhixing-As" in request.headers
        or "json" in (request.content_type or "")
        or ("application/json" in asked and "text/html" not in asked)
    )


def _unsent_page(request: Request, refusal: Refusal) -> HttpResponse:
    """What was typed comes back with the refusal, to be sent again from here."""
    typed = []
    for name, values in request.POST.lists():
        if name not in drafts.NEVER:
            typed += [(name, value) for value in values]
    page = {
        "status": refusal.status,
        "sentence": str(refusal),
        "code": refusal.code,
        "home_url": "/",
        "typed": typed,
        "action": request.get_full_path(),
        "files": bool(request.FILES),
    }
    return render(request, "ui/error.html", page, status=refusal.status)


def problem(status: int, code: str, detail: str, fields: Any = None) -> JsonResponse:
    """RFC 9457."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if fields:
        body["errors"] = {
            name: [str(sentence) for sentence in sentences] for name, sentences in fields.items()
        }
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    refusal = refusal_of(exception)
    if refusal is not None:
        return refused(request, refusal)
    return refused_page(request, 400, _("The request can not be read. Go back and try again."))


def forbidden(
    request: Request,
    exception: Exception | None = None,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    return refused_page(request, 403)


def not_found(
    request: Request,
    exception: Exception | None = None,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(404, "invisible", _("There is nothing here that you can see."))
    return refused_page(request, 404)


def broken(request: Request) -> HttpResponse:
    """A fault nothing caught, also outside of the views (a session that can not be written)."""
    refusal = refusal_of(sys.exc_info()[1])
    return refused(request, refusal) if refusal is not None else refused_page(request, 500)
