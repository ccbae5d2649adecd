"""The paper of a campaign: what it was for, what was studied and done in it, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhixing.foundation.kits.documents.paper import Block, Paper, Paragraph, section, table
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.things.blocks import PairBlock
from zhixing.foundation.machinery.things.models import Thing

from .models import Campaign
from .queries import Held, held_by, pair_of, period, things_of

MOST = 200  # rows on paper; a list of more is a file of its own


def summary_of(person: Any, campaign: Campaign) -> Paper:
    """主题活动小结, as far as this person may know of what the campaign holds."""
    things = things_of(person, campaign).select_related("unit").order_by("kind", "made_at", "pk")
    return summary(
        campaign, held_by(person, campaign), list(things[:MOST]), pair_of(person, campaign)
    )


def summary(
    campaign: Campaign, held: Sequence[Held], things: Sequence[Thing], pair: PairBlock
) -> Paper:
    blocks: list[Block] = [
        Paragraph(
            _("%(unit)s, %(period)s.") % {"unit": campaign.unit.name, "period": period(campaign)}
        ),
        *section(_("What it is for"), campaign.aim),
        *section(_("What it holds"), [_numbers(held)]),
        *section(_("Sessions and deeds"), [_rows(things)] if things else []),
        *section(_("Before and after"), _pair(pair)),
        *section(_("What came of it"), campaign.result),
    ]
    return Paper(
        name=f"campaign-{campaign.pk}",
        title=_("Summary of the campaign “%(name)s”") % {"name": campaign.name},
        blocks=tuple(blocks),
        issuer=campaign.unit.name,
        code=campaign.pk,
    )


def _numbers(held: Sequence[Held]) -> Block:
    comma = pgettext("list separator", ", ").join
    rows = [
        (
            str(part.joining.label),
            part.number,
            comma(f"{state.label} {state.number}" for state in part.parts),
        )
        for part in held
    ]
    return table([_("Kind"), _("Number"), _("By state")], rows, (28, 14, 58))


def _rows(things: Sequence[Thing]) -> Block:
    rows = [
        (
            str(thing.kind_word),
            thing.title,
            thing.unit.title if thing.unit is not None else "",
            str(thing.state_word),
        )
        for thing in things
    ]
    return table([_("Kind"), _("Title"), _("Unit"), _("State")], rows, (16, 44, 22, 18))


def _pair(pair: PairBlock) -> list[Block]:
    """How the last problem was and how it is; nothing where none was solved."""
    if not pair.url:
        return []
    return [
        Paragraph(pair.name),
        Paragraph(_("Before: %(words)s") % {"words": pair.before}),
        Paragraph(_("Now: %(words)s") % {"words": pair.after}),
    ]


registers("campaign", {"summary": PaperOf(gettext_lazy("Summary"), "campaigns:print")})
