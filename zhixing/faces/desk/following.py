"""What follows an act: what the page says of it, where it leads, and the form of what the same
person is asked next on the same thing.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits import drafts
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.door import Order, row_of
from zhixing.foundation.machinery.errors import Invisible
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.next import next_step, turns_on
from zhixing.foundation.machinery.things.page import ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Next
from zhixing.ui.words import datewords

from .act_pages import draft_key, page_of

OPEN = "next"  # in the address of a thing: the form of what comes next stands open on its page


def land(request: Request, order: Order, result: Any) -> HttpResponse:
    """To where an act leads, with the sentence that says what was done, what comes next on the
    thing and who has it.
    """
    row = result if isinstance(result, ThingRow) else order.row
    step = _next_on(request, row)
    messages.success(request, done_words(order.act, step))
    shown = getattr(result, "after_url", "")
    if shown or row is None:
        return redirect(shown or reverse("today"))
    stays = step is not None and step.mine and _fits_on_page(ACTS[step.act], row)
    return redirect(f"{row.url}?{OPEN}" if stays else row.url)


def _next_on(request: Request, row: ThingRow | None) -> Next | None:
    """What comes next on the thing as it stands now; None where the person may no longer know of
    it.
    """
    if row is None:
        return None
    try:
        fresh = row_of(request.person, row.pk)
    except Invisible:
        return None
    return next_step(request.person, fresh, turns_on(request.person, fresh))


def done_words(act: Act, step: Next | None) -> str:
    """What was done, what comes next, who has it and by when."""
    facts = {"what": act.label}
    if step is None:
        return _("Done: %(what)s") % facts
    if not step.what:
        return _("Done: %(what)s. Nothing is left to do here.") % facts
    facts |= {"next": step.what, "who": step.who, "day": datewords(step.due)}
    if step.due is None:
        return _("Done: %(what)s. Next: %(next)s, %(who)s.") % facts
    return _("Done: %(what)s. Next: %(next)s, %(who)s, by %(day)s.") % facts


def _fits_on_page(act: Act, row: ThingRow) -> bool:
    """Whether the form of the act can stand on the page of its thing: no form of another shape,
    nothing that is asked again, and nothing in the way.
    """
    form = form_of(act)
    shaped = form.layout or form.own_page or form.page
    return not (shaped or act.danger or act.looks) and act.hurdle(row) is None


def draw_next(request: Request, page: ThingPage) -> str:
    """The form of what the reader is asked next, on the page of the thing; nothing unless they came
    from an act on it.
    """
    step = getattr(page, "next_step", None)
    if OPEN not in request.GET or step is None or not step.mine:
        return ""
    act, row = ACTS[step.act], page.row
    if not _fits_on_page(act, row):
        return ""
    draft = drafts.load(request.person, draft_key(act, row))
    form = form_of(act)(person=request.person, row=row, initial=draft.data if draft else {})
    around = page_of(request.person, act, row, form)
    url = act_url(row.pk, act.name)
    context = {"form": form, "page": around, "url": url}
    return render_to_string("desk/next_form.html", context, request)
