"""The form of the act that brings a ledger in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.forms import ImportForm
from zhixing.foundation.machinery.forms import day_field

from .acts import import_ledger


class ImportLedgerForm(ImportForm):
    act = import_ledger
    arguments = ["ledger"]
    year = forms.IntegerField(
        label=_("Year of deadlines that name none"), min_value=2000, max_value=2100, required=False
    )
    received_on = day_field(_("Received on"), required=False)
