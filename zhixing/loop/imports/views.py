"""Pages of imports: choose a file, look at the dry run and answer, import."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.foundation.kits.workbooks.writing import Column, download
from zhixing.foundation.machinery.errors import Refusal

from . import queries, store
from .acts import dry_run, import_ledger, import_plan, import_roster
from .forms import AnswersForm, UploadForm
from .models import Waiting, What
from .reading import Answers, Reading

ACTS = {What.ROSTER: import_roster, What.PLAN: import_plan, What.LEDGER: import_ledger}


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    return render(request, "imports/list.html", {"page": queries.list_page(request.person, request.GET)})


@require_GET
def imported(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "imports/import.html", {"page": queries.import_page(request.person, code)})


@require_http_methods(["GET", "POST"])
@never_cache
def upload(request: HttpRequest, what: str) -> HttpResponse:
    """Step one: the file. It is kept for a day, and nothing else happens."""
    if what not in What.values:
        raise Http404
    county = queries.county_of(request.person)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            book = form.cleaned_data["book"]
            try:
                dry_run(what, book, Answers(guess=True))
            except Refusal as refusal:
                form.add_error("book", str(refusal))
            else:
                file = request.FILES["book"]
                file.seek(0)
                return redirect("imports:reading", key=store.keep_file(request.person, county, what, book.name, file.read()).pk)
    icon, lead = queries.LEADS[What(what)]
    page = {
        "title": queries.TITLES[What(what)](), "lead": lead(), "icon": icon, "crumbs": queries.crumbs({"label": queries.TITLES[What(what)](), "url": ""}), "button": _("Read the file"), "cancel_url": reverse("imports:list"),
    }  # fmt: skip
    return render(request, "imports/upload.html", {"form": form, "page": page, "what": what}, status=status)


def _given(post: Any, form: AnswersForm) -> Answers:
    """The answers of the page: names of units as they are asked, year, day of receipt."""
    aliases = {post[f"name_{at}"]: post[f"unit_{at}"] for at in range(200) if f"name_{at}" in post and post.get(f"unit_{at}", "?") != "?"}  # no answer is none
    good = form.cleaned_data if form.is_valid() else {}
    return Answers(aliases, good.get("year"), good.get("received_on"), guess=not post)


@require_http_methods(["GET", "POST"])
@never_cache
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Step two: the dry run. Answers may be given as often as one likes; only “import” writes."""
    county = queries.county_of(request.person)
    done = queries.done_before(request.person, request.POST.get("_key", ""))
    if done is not None:
        return redirect(done.url)
    waiting = queries.waiting_file(request.person, key)
    form = AnswersForm(request.POST or None)
    answers = _given(request.POST, form)
    book = waiting.book()
    status, refused = 200, ""
    if request.method == "POST" and not form.is_valid():
        status = 422
    found = dry_run(waiting.what, book, answers)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "import":
        try:
            done = ACTS[What(waiting.what)](request.person, county, book=book, whole=form.cleaned_data["whole"] == "whole", key=request.POST.get("_key", "")[:64], channel="page", **_dated(waiting, answers))
        except Refusal as refusal:
            status, refused = refusal.status, str(refusal)
        else:
            store.drop_file(waiting)
            messages.success(request, _("Done: %(what)s") % {"what": queries.TITLES[What(waiting.what)]()})
            return redirect(done.url)
    page = queries.reading_page(found, waiting) | {"key": secrets.token_hex(16), "refused_say": refused, "given": _sticky(form, found, request)}
    return render(request, "imports/reading.html", {"page": page, "form": form}, status=status)


def _dated(waiting: Waiting, answers: Answers) -> dict[str, Any]:
    given: dict[str, Any] = {"aliases": answers.aliases}
    if waiting.what in (What.PLAN, What.LEDGER):
        given["year"] = answers.year
    if waiting.what == What.LEDGER:
        given["received_on"] = answers.received_on
    return given


def _sticky(form: AnswersForm, found: Reading, request: HttpRequest) -> dict[str, Any]:
    """What stands in the fields: what was typed, or the most probable answer at first."""
    from zhixing.foundation.machinery import clock

    if request.method == "POST":
        return {"year": request.POST.get("year", ""), "received_on": request.POST.get("received_on", ""), "whole": request.POST.get("whole", "")}
    return {"year": clock.today().year, "received_on": clock.today().isoformat(), "whole": ""}


@require_GET
def notes(request: HttpRequest, key: str) -> HttpResponse:
    """The places to look at, as a workbook for whoever keeps the file."""
    queries.county_of(request.person)
    waiting = queries.waiting_file(request.person, key)
    found = dry_run(waiting.what, waiting.book(), Answers(guess=True))
    columns = [
        Column(gettext_lazy("What happens"), lambda one: str(one.word)), Column(gettext_lazy("Sheet"), lambda one: one.sheet), Column(pgettext_lazy("spreadsheet", "Row"), lambda one: one.where), Column(gettext_lazy("Column"), lambda one: one.heading),
        Column(gettext_lazy("What the sheet says"), lambda one: one.written), Column(gettext_lazy("Explanation"), lambda one: one.sentence), Column(gettext_lazy("What to do"), lambda one: one.advice),
    ]  # fmt: skip
    return download(found.notes, columns, f"{waiting.what}-notes")
