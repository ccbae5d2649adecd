"""Refusals: each has a status, a code and a sentence in two languages, the same from page, API and
command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from .words import Words


class Refusal(Exception):
    """What was asked is not done; nothing was changed. ``code`` never changes, the sentence may;
    its parameters may have any name.
    """

    status = 400

    def __init__(self, code: str, sentence: Words, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.params = params

    def __str__(self) -> str:
        return str(self.sentence) % self.params if self.params else str(self.sentence)


class NotAllowed(Refusal):
    """403: this person may not do this here."""

    status = 403

    def __init__(
        self, code: str = "not_allowed", sentence: Words | None = None, /, **params: Any
    ) -> None:
        super().__init__(
            code,
            sentence or _("You may not do this here. Ask the office of the unit who may."),
            **params,
        )


class NotNow(Refusal):
    """409: the thing is not in a state in which this can be done. ``mend`` names the act that mends
    it, where one does.
    """

    status = 409

    def __init__(
        self,
        code: str = "not_now",
        sentence: Words | None = None,
        /,
        *,
        mend: str = "",
        **params: Any,
    ) -> None:
        super().__init__(
            code,
            sentence
            or _(
                "This can not be done in the present state. Reload the page and look at what is"
                " open."
            ),
            **params,
        )
        self.mend = mend


class Stale(NotNow):
    """409: somebody changed the thing after the form was opened. ``row`` is what stands now;
    nothing was overwritten.
    """

    def __init__(self, row: Any) -> None:
        super().__init__(
            "stale",
            _(
                "Somebody changed this after you opened it. Both texts are shown; nothing was"
                " overwritten."
            ),
        )
        self.row = row


class Busy(Refusal):
    """503: SQLite has one writer, and a long import is at work. Nothing was changed, nothing typed
    is lost.
    """

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "busy",
            _(
                "Something large is being written at the moment, and this had to wait too long."
                " Nothing was changed, and what you typed is kept: send it again in a minute."
            ),
        )


class BadInput(Refusal):
    """422: what was given can not be read. ``fields`` maps a field to its sentences."""

    status = 422

    def __init__(
        self,
        code: str,
        sentence: Words,
        fields: Mapping[str, Sequence[Words]] | None = None,
        /,
        **params: Any,
    ) -> None:
        super().__init__(code, sentence, **params)
        self._fields = fields or {}

    @property
    def fields(self) -> dict[str, list[Words]]:
        """Sentences by field; where one is the refusal's own, it has its parameters too."""
        return {
            name: [self._worded(part) for part in parts] for name, parts in self._fields.items()
        }

    def _worded(self, sentence: Words) -> Words:
        return str(self) if str(sentence) == str(self.sentence) else sentence


class Invisible(Refusal):
    """404: for this person it does not exist."""

    status = 404

    def __init__(
        self, code: str = "invisible", sentence: Words | None = None, /, **params: Any
    ) -> None:
        super().__init__(code, sentence or _("There is nothing here that you can see."), **params)
