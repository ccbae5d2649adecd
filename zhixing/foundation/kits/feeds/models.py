"""Secret addresses of calendar feeds: one a person, one a group. Of an address only its SHA-256 is
kept.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode

from django.db import models
from django.db.models import Q

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.spine.people.erasing import erases
from zhixing.foundation.spine.people.models import Person


def new_token() -> str:
    """160 bits, in letters and digits that can be read out."""
    return b32encode(secrets.token_bytes(20)).decode().lower()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Feed(models.Model):
    """The calendar address of one person or one group. Replacing it writes another hash, ending it
    deletes the row: the old address is nothing then.
    """

    person = models.OneToOneField(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    group = models.OneToOneField(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(
        max_length=10, help_text="in which its words are: that of whoever made it"
    )
    made_on = models.DateField()

    show_once = ""  # the address, for whoever made it; kept nowhere

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feed_of_a_person_or_a_group",
                condition=Q(person__isnull=True, group__isnull=False)
                | Q(person__isnull=False, group__isnull=True),
            )
        ]


declare(
    "feeds.Feed.person",
    purpose=(
        "whose calendar a secret address shows; the address itself is not kept, only its SHA-256"
    ),
    keep=(
        "until the person ends or replaces it, at most while in office; deleted with the person's"
        " details"
    ),
    seen_by="the person alone",
)


@erases
def forget_address(person: Person) -> None:
    """The calendar address of the person."""
    Feed.objects.filter(person=person).delete()
