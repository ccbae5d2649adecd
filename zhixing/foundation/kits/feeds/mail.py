"""Invitations by e-mail (RFC 5546, RFC 6047): carried by the worker, to people who have given an
address, when the site has a mail server.

A room says what stands in the letter (``@writes``), asked when the letter is carried: what goes out
is what holds then. An older letter about the same thing to the same person is dropped, because the
newer one says it all.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import translation

from zhixing.foundation.machinery.deliveries.models import Delivery, NoWay, carries, deliver
from zhixing.foundation.spine.people.models import Person

from .entries import Entry, Status
from .ical import calendar, clean

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Letter:
    """``sender`` is who invites, in words (a study group); ``entry`` goes along as an invitation,
    or its cancellation.
    """

    subject: str
    text: str
    sender: str
    entry: Entry


Writer = Callable[[str, dict[str, Any]], Letter | None]
writers: dict[str, Writer] = {}


def writes(kind: str) -> Callable[[Writer], Writer]:
    """Register what writes letters about things of a kind: called with the code and the payload;
    None when there is nothing to say any more.
    """

    def register(function: Writer) -> Writer:
        writers[kind] = function
        return function

    return register


def post(person: Person, row: Any, **payload: Any) -> None:
    """Inside an act: write to a person about a thing, if the site sends mail and the person has
    given an address. No address enters the delivery.
    """
    if settings.ZHIXING_MAIL is not None and person.email and person.active:
        deliver("mail", to=person, thing=row, **payload)


@carries("mail", slow=True)
def carry_mail(delivery: Delivery) -> None:
    """Send one letter. Raises NoWay while the server does not answer, and what the server says when
    it does not take this one.
    """
    person = delivery.to
    if person is None or not person.email or not person.active or delivery.thing is None:
        return
    later = Delivery.objects.filter(
        kind="mail", thing=delivery.thing_id, to=person.pk, pk__gt=delivery.pk
    ).exclude(state=Delivery.FAILED)
    if later.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        letter = writers[delivery.thing.kind](delivery.thing.pk, delivery.payload)
    if letter is not None:
        _send(
            message(
                letter, person.email, f"{delivery.thing_id}.{letter.entry.version}.{delivery.pk}"
            ),
            person.email,
        )


def message(letter: Letter, to: str, key: str) -> EmailMultiAlternatives:
    """The letter as a mail: words, and beside them the same as an invitation that calendars
    understand.
    """
    method = "CANCEL" if letter.entry.status is Status.CANCELLED else "REQUEST"
    text = "\n\n".join(
        part
        for part in (
            letter.text,
            f"{settings.ZHIXING_ADDRESS}{letter.entry.path}" if settings.ZHIXING_ADDRESS else "",
        )
        if part
    )
    invitation = calendar(
        [letter.entry],
        letter.sender,
        settings.ZHIXING_ADDRESS,
        method,
        (letter.sender, settings.ZHIXING_MAIL_FROM),
        to,
    )
    domain = settings.ZHIXING_MAIL_FROM.rpartition("@")[2]
    made = EmailMultiAlternatives(
        " ".join(clean(letter.subject).split()),
        clean(text),
        settings.ZHIXING_MAIL_FROM,
        [to],
        headers={"Message-ID": f"<{key}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    made.attach_alternative(invitation.decode(), f"text/calendar; method={method}")
    return made


def _send(mail: EmailMultiAlternatives, to: str) -> None:
    if settings.ZHIXING_MAIL is None:
        raise NoWay("the site sends no mail at present")
    connection = get_connection(SMTP, **settings.ZHIXING_MAIL)
    try:
        connection.open()
    except OSError as fault:  # smtplib's own faults are of this kind too
        raise NoWay(f"{type(fault).__name__} at {settings.ZHIXING_MAIL['host']}") from fault
    try:
        connection.send_messages([mail])
    except smtplib.SMTPServerDisconnected as fault:
        raise NoWay("the mail server hung up") from fault
    except smtplib.SMTPException as fault:
        raise smtplib.SMTPException(
            str(fault).replace(to, "…")
        ) from None  # an address does not go into the log
    except OSError as fault:
        raise NoWay(f"{type(fault).__name__} at {settings.ZHIXING_MAIL['host']}") from fault
    finally:
        connection.close()
