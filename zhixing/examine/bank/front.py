"""The question bank on the front page of Examine."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .acts import add_bank_item
from .models import BankItem


def sight(glance: Glance) -> Sight:
    """The questions in use, as far as they may be seen."""
    mine = BankItem.objects.visible_to(glance.person, glance.held).in_use()
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("bank:list"),
                words=lambda number: ngettext(
                    "%(number)s question in use", "%(number)s questions in use", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="examine",
        heading="set",
        order=10,
        page="bank:list",
        label=gettext_lazy("Question bank"),
        icon="zoom-question",
        line=gettext_lazy("Questions and keys, for those who make papers"),
        sight=sight,
        begins=(add_bank_item,),
    )
)
