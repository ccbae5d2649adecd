"""Looks through a county as its office does: some things of each kind, and every room's first page.
Ends with 1 and the addresses that failed, or where Today takes a county at work for a young one.
A program of its own, for it looks at another database than the tests' own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import django

from tests.routes import without_arguments

FEW = 4  # things of a kind
SHOWN = (200, 405)  # some addresses only take what is sent to them


def addresses(person: Any) -> Iterator[str]:
    """Of the rooms, of some things of each kind, and of their records."""
    from zhixing.foundation.machinery.things.models import Thing

    yield from without_arguments()
    rows = Thing.objects.visible_to(person).order_by("kind", "code")
    for _kind, things in groupby(rows, key=lambda row: row.kind):
        for thing in list(things)[:FEW]:
            yield thing.url
            yield f"/things/{thing.pk}/records/"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhixing.config.settings")
    django.setup()
    from django.test import Client

    from zhixing.foundation.spine.people.models import Account

    client = Client(SERVER_NAME="127.0.0.1")
    office = Account.objects.get(username="office")
    client.force_login(office)
    answers = {
        address: client.get(address, follow=True).status_code
        for address in addresses(office.person)
    }
    checklist = "zx-firsts" in client.get("/").content.decode()
    failed = {address: status for address, status in answers.items() if status not in SHOWN}
    print(len(answers), failed, "the first steps of a county that begins" if checklist else "")
    sys.exit(bool(failed) or checklist)


if __name__ == "__main__":
    main()
