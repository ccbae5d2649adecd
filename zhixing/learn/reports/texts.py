"""Text of a session report to copy into the office's own messaging. Built from the record, nothing
is sent.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.parts import Copy
from zhixing.ui.words import shortdate

from .rules import State


def to_copy(report: Any) -> Copy:
    """What ``ui/copy.html`` takes: the report with its title, or that it was returned and why."""
    params = {"group": report.group.name, "number": report.session.number, "title": report.title}
    if report.state == State.RETURNED:
        text = _(
            "%(group)s: the report of study session %(number)s was returned. Reason: %(reason)s"
        ) % (params | {"reason": report.return_reason})
        if report.due:
            text += " " + _("Please send it again by %(due)s.") % {"due": shortdate(report.due)}
        return Copy(_("Text to copy"), text, rows=4)
    return Copy(
        _("Text to copy"),
        "\n".join(
            [
                _("[Session report] %(group)s, study session %(number)s: %(title)s") % params,
                report.text,
            ]
        ),
        help=_("For the group chat of the office."),
        rows=12,
    )
