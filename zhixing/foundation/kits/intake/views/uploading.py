"""Step one: choose a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.parts import Crumb
from zhixing.foundation.spine.orgs.models import Unit

from .. import store
from ..answers import Answers
from ..forms import UnitUploadForm, UploadForm
from ..importing import dry_run
from ..kinds import UNIT, Kind, is_kind, kind_of
from ..models import Waiting
from ..queries.files import UnitBook, county_of, crumbs, unit_books
from ..unitbook.sheet import sheets_in_order


@require_http_methods(["GET", "POST"])
@never_cache
def upload(request: Request, what: str) -> HttpResponse:
    """Step one: the file. It is kept for a day, and nothing else happens."""
    if not is_kind(what):
        raise Http404
    kind, county = kind_of(what), county_of(request.person)
    form_class = UnitUploadForm if what == UNIT else UploadForm
    form = form_class(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        waiting = _kept(request, kind, county, form)
        if waiting is not None:
            return redirect("imports:reading", key=waiting.pk)
    return render(
        request,
        "imports/unit_upload.html" if what == UNIT else "imports/upload.html",
        {"form": form, "page": _page(request, kind), "what": what},
        status=422 if request.method == "POST" else 200,
    )


def _kept(request: Request, kind: Kind, county: Unit, form: UploadForm) -> Waiting | None:
    """The file, kept; None where it is another kind of file, which its field says."""
    book, unit = form.cleaned_data["book"], form.cleaned_data.get("unit")
    code = unit.pk if unit else ""
    try:
        dry_run(kind.code, book, Answers(guess=True, unit=code, by=request.person))
    except Refusal as refusal:
        form.add_error("book" if request.FILES else "words", str(refusal))
        return None
    file = request.FILES.get("book")
    if file is not None:
        file.seek(0)
    content = file.read() if file is not None else form.cleaned_data["words"].encode()
    answers = {"unit": code} if code else {}
    return store.keep_file(request.person, county, kind.code, book, content, answers)


@dataclass(frozen=True, kw_only=True)
class UploadPage:
    """Where a file is chosen (``ui/form.html``), and what is looked for in it."""

    title: str
    crumbs: list[Crumb]
    lead: str
    button: str
    busy: str
    cancel_url: str
    template_url: str
    export_url: str
    columns: Sequence[Any]  # the fields of the kind's table


@dataclass(frozen=True)
class SheetWay:
    """A sheet of the workbook of a unit."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class UnitUploadPage(UploadPage):
    """The same for the workbook of a unit, with the workbooks of all."""

    sheets: list[SheetWay]
    units: list[UnitBook]
    all_url: str


def _page(request: Request, kind: Kind) -> UploadPage:
    page = UploadPage(
        title=str(kind.title),
        lead=str(kind.lead),
        crumbs=crumbs(Crumb(str(kind.title))),
        button=_("Read the file"),
        busy=_("Reading the file…"),
        template_url=reverse("imports:template", args=[kind.code]),
        export_url=reverse("imports:export", args=[kind.code]),
        columns=kind.table.fields if kind.table is not None else [],
        cancel_url=reverse("imports:list"),
    )
    if kind.code != UNIT:
        return page
    return UnitUploadPage(
        **vars(page),
        sheets=[SheetWay(sheet.name, str(sheet.title)) for sheet in sheets_in_order()],
        units=unit_books(request.person),
        all_url=reverse("imports:units"),
    )
