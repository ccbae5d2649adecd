"""The paper that is cut into strips: each has the address, a user name and a first password."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.documents.paper import Paper, Paragraph, table
from zhixing.foundation.spine.people.acts import FirstPassword


@in_county_language()
def strips(passwords: Iterable[FirstPassword], site: str) -> Paper:
    """A row is a strip: whoever gets one needs nothing else to log in."""
    words = _(
        "Cut along the lines and hand each strip over in person. The password is kept nowhere else;"
        " it is changed at the first log-in. A strip that got lost is printed anew."
    )
    head = [_("Name and unit"), _("Where and as whom"), _("First password")]
    rows = [_strip(password, site) for password in passwords]
    return Paper(
        name="accounts",
        title=_("First passwords"),
        blocks=(Paragraph(words, flush=True), table(head, rows, [7, 10, 12])),
    )


def _strip(password: FirstPassword, site: str) -> tuple[str, str, str]:
    unit = password.person.unit.name if password.person.unit is not None else ""
    return (
        f"{password.person.name}\n{unit}",
        f"{site}\n" + _("User name: %(name)s") % {"name": password.username},
        f"{password.password}\n" + _("Change it at the first log-in."),
    )
