"""The language of what the county writes: its own, whoever looks at it or has it drafted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def in_county_language() -> Iterator[None]:
    """For papers, their drafts and the views that print them; also a decorator. A house test asks
    every view of a paper for it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield
