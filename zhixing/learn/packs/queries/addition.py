"""The page of what a group added to a pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact

from ..models import PackAddition
from ..rules import AdditionState
from .words import crumbs


@dataclass(frozen=True, kw_only=True)
class AdditionPage(ThingPage):
    """What a group added to a pack."""

    addition: PackAddition
    gone: bool
    file_url: str
    file_note: str


def addition_page(person: Any, code: str) -> AdditionPage:
    """What a group added: for its people, and for who keeps the pack once it is offered."""
    addition = get_object_or_404(
        PackAddition.objects.visible_to(person).select_related(
            "thing", "group__thing", "unit", "pack__thing", "pack__topic", "file"
        ),
        pk=code,
    )
    facts = [
        Fact(_("Study pack"), addition.pack.title, url=addition.pack.url),
        Fact(_("Added by"), addition.group.name, url=addition.group.url),
        Fact(pgettext("pack", "Kind"), addition.get_kind_display()),
    ]
    gone = addition.file is not None and addition.file.withdrawn_on is not None
    page = AdditionPage.of(
        person,
        addition,
        trace=[],
        crumbs=crumbs(Crumb(addition.pack.title, addition.pack.url), Crumb(addition.pk)),
        addition=addition,
        facts=facts,
        lead=_addition_lead(addition),
        gone=gone,
        file_url=(
            reverse("packs:addition_file", args=[addition.pk])
            if addition.file is not None and not gone
            else ""
        ),
        file_note=f"{addition.file.kind_name} · {filesizeformat(addition.file.size)}"
        if addition.file
        else "",
    )
    return page.without_panel("files")


def _addition_lead(addition: PackAddition) -> str:
    return {
        AdditionState.OWN: _("Only the own group sees it, on the page of the pack."),
        AdditionState.OFFERED: _(
            "Offered to all: whoever keeps the pack takes it into the next version, or says why"
            " not."
        ),
        AdditionState.TAKEN: _("It is part of the pack from the next version on."),
        AdditionState.DECLINED: _("It stays with the own group."),
        AdditionState.REMOVED: _("It does not stand on the pack any more."),
    }[AdditionState(addition.state)]
