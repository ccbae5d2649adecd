"""What is shown to somebody: text, or what becomes text in the language of whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words  # the type checker's name of the same
else:
    Words = str | Promise

__all__ = ["Words"]
