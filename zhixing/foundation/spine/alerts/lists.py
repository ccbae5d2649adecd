"""The list of alerts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import first_rows
from zhixing.foundation.machinery.things.parts import Empty
from zhixing.ui.words import sincewords

from .models import Alert


def alert_list(person: Actor) -> ListPage:
    """What this person was alerted to and has not taken off, the newest first."""
    every = Alert.objects.waiting_for(person).select_related("thing").order_by("-made_at")
    alerts, pager = first_rows(every, 200)
    return ListPage(
        title=_("Alerts"),
        columns=_columns(),
        rows=alerts,
        every=every,
        file="alerts",
        pager=pager,
        empty=Empty(
            _("No new alert."),
            _("Notices of sessions and changes stand here until you take them off."),
            "bell-off",
        ),
    )


def _columns() -> list[Column]:
    words = {act.verb: act.label for act in ACTS.values()}
    return [
        Column.of_file(_("Code"), lambda alert: alert.thing_id),
        Column.title(_("What"), lambda alert: alert.thing.title, url=lambda alert: alert.thing.url),
        Column(_("Act"), lambda alert: words.get(alert.verb, alert.verb), labelled=False),
        Column.day(_("When"), lambda alert: alert.made_at, lambda alert: sincewords(alert.made_at)),
    ]
