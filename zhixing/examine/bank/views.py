"""Pages of the question bank."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.page import act_url

from . import queries
from .forms import FilterForm
from .rules import LETTERS, ItemKind, State


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    found = queries.item_list(request.person, request.GET)
    chosen, keeper = found["chosen"], found["keeper"]
    words = {"kind": dict(ItemKind.choices), "state": dict(State.choices)}
    acts = (
        [
            {
                "label": _("Import a question bank"),
                "url": reverse("imports:upload", args=["bank"]),
                "primary": False,
                "danger": False,
            },
            {
                "label": _("Add an item to the bank"),
                "url": act_url(keeper.pk, "add_bank_item"),
                "primary": True,
                "danger": False,
            },
        ]
        if keeper is not None
        else []
    )
    page = found | {
        "title": _("Question bank"),
        "chips": [
            {
                "label": str(words.get(name, {}).get(value, value)),
                "remove_url": address(request.GET, **{name: "", "after": ""}),
            }
            for name, value in chosen.items()
        ],
        "clear_url": "?",
        "filtered": bool(chosen),
        "filter_form": FilterForm(initial=chosen),
        "acts": acts,
        "empty": {
            "icon": "zoom-question",
            "sentence": _("The bank is empty."),
            "what": _(
                "The office of the county imports its workbook of questions, or writes them one by"
                " one."
            ),
            "label": acts[0]["label"] if acts else "",
            "url": acts[0]["url"] if acts else "",
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Kind of item"), lambda one: one.get_kind_display()),
        Column(_("Question"), lambda one: one.text),
        *(
            Column(
                _("Option %(letter)s") % {"letter": letter},
                lambda one, at=at: one.options[at] if at < len(one.options) else "",
            )
            for at, letter in enumerate(LETTERS)
        ),
        Column(_("Key"), lambda one: one.key),
        Column(_("Explanation"), lambda one: one.explanation),
        Column(_("Topic"), lambda one: one.topic.title if one.topic else one.topic_text),
        Column(_("Where the answer stands"), lambda one: one.basis),
        Column(_("Difficulty"), lambda one: one.difficulty),
        Column(_("State"), lambda one: one.get_state_display()),
    ]
    return listed(
        request, "bank/item_list.html", page, Listing("question-bank", found["every"], columns)
    )


@require_GET
def item(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "bank/item.html", {"page": queries.item_page(request.person, code)})
