"""Pages of the question bank."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Button, Chip, Empty

from . import queries
from .forms import FilterForm
from .rules import LETTERS, ItemKind, State


@require_GET
def item_list(request: Request) -> HttpResponse:
    contents = queries.item_list(request.person, request.GET)
    chosen, keeper = contents["chosen"], contents["keeper"]
    words = {"kind": dict(ItemKind.choices), "state": dict(State.choices)}
    acts = (
        [
            Button(_("Import a question bank"), reverse("imports:upload", args=["bank"])),
            Button(_("Add an item to the bank"), act_url(keeper.pk, "add_bank_item"), primary=True),
        ]
        if keeper is not None
        else []
    )
    page = contents | {
        "title": _("Question bank"),
        "chips": [
            Chip(
                str(words.get(name, {}).get(value, value)),
                address(request.GET, **{name: "", "after": ""}),
            )
            for name, value in chosen.items()
        ],
        "clear_url": "?",
        "filtered": bool(chosen),
        "filter_form": FilterForm(initial=chosen),
        "acts": acts,
        "empty": Empty(
            _("The bank is empty."),
            _(
                "The office of the county imports its workbook of questions, or writes them one by"
                " one."
            ),
            "zoom-question",
            acts[0].label if acts else "",
            acts[0].url if acts else "",
        ),
    }
    columns = [
        Column(_("Code"), lambda item: item.pk),
        Column(_("Kind of item"), lambda item: item.get_kind_display()),
        Column(_("Question"), lambda item: item.text),
        *(
            Column(
                _("Option %(letter)s") % {"letter": letter},
                lambda item, at=at: item.options[at] if at < len(item.options) else "",
            )
            for at, letter in enumerate(LETTERS)
        ),
        Column(_("Key"), lambda item: item.key),
        Column(_("Explanation"), lambda item: item.explanation),
        Column(_("Topic"), lambda item: item.topic.title if item.topic else item.topic_text),
        Column(_("Where the answer stands"), lambda item: item.basis),
        Column(_("Difficulty"), lambda item: item.difficulty),
        Column(_("State"), lambda item: item.get_state_display()),
    ]
    return listed(
        request, "bank/item_list.html", page, Listing("question-bank", contents["every"], columns)
    )


@require_GET
def item(request: Request, code: str) -> HttpResponse:
    return render(request, "bank/item.html", {"page": queries.item_page(request.person, code)})
