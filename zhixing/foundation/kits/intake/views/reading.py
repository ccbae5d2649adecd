"""Step two: look at the dry run and answer; import."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.spine.orgs.models import Unit

from .. import store
from ..answering import act_arguments, merged_answers, storable_answers
from ..answers import Answers
from ..forms import AnswersForm
from ..importing import dry_run
from ..kinds import kind_of
from ..models import OPEN, UNDER_WAY, Stage, Waiting
from ..queries.files import county_of, done_before, job_of, waiting_file
from ..queries.reading import reading_page
from ..queries.running import progress_of, running_page
from ..reading import REFUSED, Reading


@require_http_methods(["GET", "POST"])
@never_cache
def reading(request: Request, key: str) -> HttpResponse:
    """Step two: the dry run. Answers may be given as often as one likes, and are kept; only
    “import” writes.
    """
    county = county_of(request.person)
    done = done_before(request.person, request.POST.get("_key", ""))
    if done is not None:
        return redirect(done.url)
    waiting = waiting_file(request.person, key)
    if waiting.stage not in OPEN:
        return redirect("imports:running", key=waiting.pk)
    form = AnswersForm(request.POST or None)
    answers = merged_answers(request.POST, form, waiting)
    book = waiting.book()
    is_good = request.method == "POST" and form.is_valid()
    if is_good:
        store.keep_answers(waiting, storable_answers(answers, form.cleaned_data["whole"]))
    rehearsal = dry_run(waiting.what, book, answers)
    if is_good and request.POST.get("do") == "import":
        whole = form.cleaned_data["whole"] == "whole"
        if rehearsal.to_do > store.AT_ONCE and not (whole and rehearsal.count(REFUSED)):
            return _handed_over(request, waiting, rehearsal.to_do)
        try:
            return _imported(request, county, waiting, book, answers, whole)
        except Refusal as refusal:
            return _shown(request, waiting, rehearsal, form, refusal.status, str(refusal))
    if request.method == "GET":
        return _shown(request, waiting, rehearsal, form, refused=waiting.refused_say)
    return _shown(request, waiting, rehearsal, form, 200 if is_good else 422)


def _handed_over(request: Request, waiting: Waiting, to_do: int) -> HttpResponse:
    """A large file is written by the worker."""
    store.queue(waiting, request.POST.get("_key", "")[:64] or secrets.token_hex(16), to_do)
    return redirect("imports:running", key=waiting.pk)


def _imported(
    request: Request,
    county: Unit,
    waiting: Waiting,
    book: Workbook,
    answers: Answers,
    whole: bool,
) -> HttpResponse:
    """The act, and the way to what came of it. Raises Refusal."""
    kind = kind_of(waiting.what)
    done = kind.act(
        request.person,
        county,
        book=book,
        whole=whole,
        key=request.POST.get("_key", "")[:64],
        channel="page",
        **act_arguments(kind, answers),
    )
    store.keep_done(waiting, done)
    messages.success(request, _("Done: %(what)s") % {"what": kind.title})
    return redirect(done.url)


def _shown(
    request: Request,
    waiting: Waiting,
    rehearsal: Reading,
    form: AnswersForm,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    page = reading_page(
        rehearsal,
        waiting,
        key=secrets.token_hex(16),
        refused_say=refused,
        typed=_field_values(request, waiting),
    )
    return render(request, "imports/reading.html", {"page": page, "form": form}, status=status)


@require_GET
@never_cache
def running(request: Request, key: str) -> HttpResponse:
    """A large file while it is written: how far it is; afterwards the way to what came of it."""
    county_of(request.person)
    job = job_of(request.person, key)
    if job.stage in (Stage.WAITING, Stage.REFUSED):
        return redirect("imports:reading", key=job.pk)
    if job.stage == Stage.DONE:
        messages.success(request, _("Done: %(what)s") % {"what": kind_of(job.what).title})
        return redirect("imports:import", code=job.made)
    return render(request, "imports/running.html", {"page": running_page(job)})


@require_GET
@never_cache
def job_progress(request: Request, key: str) -> JsonResponse:
    """The same for the script of the page: what to show now, or where to go."""
    county_of(request.person)
    job = job_of(request.person, key)
    return JsonResponse(
        (
            asdict(progress_of(job))
            if job.stage in UNDER_WAY
            else {"url": reverse("imports:running", args=[job.pk])}
        ),
        json_dumps_params={"ensure_ascii": False},
    )


def _field_values(request: Request, waiting: Waiting) -> dict[str, Any]:
    """What stands in the fields: what was typed, or kept, or the most probable answer at first."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in ("year", "received_on", "whole")}
    today, stored_answers = clock.today(), waiting.answers
    return {
        "year": stored_answers.get("year") or today.year,
        "received_on": stored_answers.get("received_on") or today.isoformat(),
        "whole": stored_answers.get("whole", ""),
    }
