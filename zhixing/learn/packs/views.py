"""Pages of study packs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered, sent
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.outbox import readable_offline
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty
from zhixing.foundation.spine.files.views import served

from . import binding, papers, queries
from .acts import begin_pack
from .forms import FilterForm


@require_GET
def pack_list(request: Request) -> HttpResponse:
    content = queries.pack_list(request.person, request.GET)
    mine, text = content["mine"], content["q"]

    def go(**changed: Any) -> str:
        return address(request.GET, **({"after": ""} | changed))

    begins = (
        [Button(str(begin_pack.label), reverse("new", args=[begin_pack.name]), primary=True)]
        if begin_pack.may.allows(request.person, None)
        else []
    )
    words = {"q": f"“{text}”" if text else "", "topic": content["topic_name"]}
    if mine:
        empty = Empty(
            _("No study pack for your group yet."),
            _(
                "When one is published for your group you get an alert, and it stands here. You can"
                " look at all packs meanwhile."
            ),
            "books",
            _("All study packs"),
            go(**{"for": "all"}),
        )
    else:
        empty = Empty(
            _("No study pack yet."),
            _(
                "A pack holds what a topic is studied with: documents, texts, links and questions."
                " It is published version by version, for all groups or for chosen ones."
            ),
            "books",
            begins[0].label if begins else "",
            begins[0].url if begins else "",
        )
    page = content | {
        "title": _("Study packs"),
        "crumbs": queries.crumbs()[:1] + [Crumb(_("Study packs"))],
        "acts": begins,
        "order_note": _("The latest first"),
        "chips": [Chip(word, go(**{name: ""})) for name, word in words.items() if word],
        "clear_url": address({}, **{"for": request.GET.get("for", "")}),
        "filtered": any(words.values()),
        "filter_form": FilterForm(
            initial={"q": text, "topic": content["topic"]}, person=request.person
        ),
        "urls": {"mine": go(**{"for": "mine"}), "all": go(**{"for": "all"})},
        "empty": empty,
    }
    columns = [
        Column(_("Code"), lambda pack: pack.pk),
        Column(_("Title"), lambda pack: pack.title),
        Column(_("What it is for"), lambda pack: pack.about),
        Column(_("Topic"), lambda pack: pack.topic.title if pack.topic else ""),
        Column(pgettext("pack", "From"), lambda pack: pack.unit.name),
        Column(pgettext("pack", "For whom"), queries.for_whom),
        Column(_("Version"), lambda pack: pack.number or None),
        Column(_("Published on"), queries.published_on),
        Column(_("State"), lambda pack: pack.get_state_display()),
    ]
    return listed(
        request, "packs/pack_list.html", page, Listing("study-packs", content["every"], columns)
    )


@require_GET
@readable_offline
def pack(request: Request, code: str) -> HttpResponse:
    return render(request, "packs/pack.html", {"page": queries.pack_page(request.person, code)})


@require_GET
@readable_offline
def version(request: Request, code: str, number: int) -> HttpResponse:
    return render(
        request, "packs/version.html", {"page": queries.version_page(request.person, code, number)}
    )


@require_GET
@in_county_language()
def printed(request: Request, code: str, number: int) -> HttpResponse:
    """One version on paper: the page, the docx, or one PDF with the attached PDFs behind it."""
    seen = queries.read(request.person, code)
    if seen.version(number) is None and not (seen.keeps and number == seen.pack.next):
        raise Http404
    items = seen.of(number)
    if request.GET.get("format") == "pdf":
        return sent(
            binding.bound_pdf(seen.pack, seen.version(number), items),
            f"pack-{seen.pack.pk}-{number}",
            "pdf",
            seen.pack.title,
        )
    return papered(request, papers.paper(seen.pack, seen.version(number), items), seen.pack.url)


@require_GET
@never_cache
@readable_offline
def file(request: Request, code: str, item: int) -> HttpResponse:
    return served(queries.file_of(request.person, code, item))


@require_GET
def addition(request: Request, code: str) -> HttpResponse:
    return render(
        request, "packs/addition.html", {"page": queries.addition_page(request.person, code)}
    )


@require_GET
@never_cache
def addition_file(request: Request, code: str) -> HttpResponse:
    return served(queries.addition_file_of(request.person, code))
