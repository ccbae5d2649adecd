"""Drafts of forms, one for each person and form."""

from __future__ import annotations

from django.db import models

from zhixing.foundation.machinery.persons import declare


class Draft(models.Model):
    """What was typed into the form of an act (``key`` is code and act)."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=90)
    data = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_a_form")]


declare(
    "drafts.Draft.person",
    purpose="whose draft it is",
    keep="until sent, at most 90 days",
    seen_by="the person alone",
)
