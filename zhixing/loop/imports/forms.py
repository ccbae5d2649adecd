"""Forms of the imports: one for each act (API, command line), and the two of the pages: the file, and the answers about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.reading import MOST_BYTES, read
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.forms import ActForm, day_field, text_field
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored

from . import acts


def file_name(name: str) -> str:
    """The name of an uploaded file without its folder, as it is kept."""
    try:
        return stored(name.replace("\\", "/").rpartition("/")[2])[:120] or "xlsx"
    except UnseenSign:
        return "xlsx"


class WorkbookField(forms.FileField):
    """An xlsx; cleaned to a ``Workbook``."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Workbook (xlsx)"))
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}), **more)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than %(most)s MB."), params={"most": MOST_BYTES // 1_000_000})
        try:
            book = read(file_name(file.name), file.read())
        except BadInput as refusal:
            raise ValidationError(str(refusal)) from refusal
        file.seek(0)
        return book


class ImportForm(ActForm):
    """The file, other names of units, and whether one bad row sends the whole file back."""

    place = "imports:upload"
    book = WorkbookField()
    aliases = text_field(_("Other names of units, one NAME=CODE in a line"), 2, required=False)
    whole = forms.BooleanField(label=_("Send the whole file back when a row can not come in"), required=False)

    def clean_aliases(self) -> dict[str, str]:
        found = {}
        for line in self.cleaned_data["aliases"].splitlines():
            name, sign, code = line.partition("=")
            if line.strip() and not sign:
                raise ValidationError(_("Write NAME=CODE in a line."))
            if line.strip():
                found[name.strip()] = code.strip().upper()
        return found


class ImportRosterForm(ImportForm):
    act = acts.import_roster
    arguments = ["roster"]


class ImportPlanForm(ImportForm):
    act = acts.import_plan
    arguments = ["plan"]
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)


class ImportLedgerForm(ImportForm):
    act = acts.import_ledger
    arguments = ["ledger"]
    year = forms.IntegerField(label=_("Year of deadlines that name none"), min_value=2000, max_value=2100, required=False)
    received_on = day_field(_("Received on"), required=False)


class UploadForm(forms.Form):
    """The first step of the page: only the file."""

    book = WorkbookField()


class AnswersForm(forms.Form):
    """The second step: what the clerk says about the file. The names of units are asked beside it."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    received_on = day_field(_("Received on"), required=False)
    whole = forms.ChoiceField(label=_("Rows that can not come in"), choices=[("", ""), ("whole", "")], required=False)
