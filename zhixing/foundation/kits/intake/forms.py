"""Forms of the imports: one for each act (API, command line), and the two of the pages: the file,
and the answers about it.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.reading import MOST_BYTES, SUFFIXES, pasted, read
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    day_field,
    text_field,
)
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored

from . import acts
from .models import Import

CELL = re.compile(r"(.+)!([A-Z]{1,2})([1-9]\d{0,5})=(.*)")
MOST_PASTED = 400_000


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def file_name(name: str) -> str:
    """The name of an uploaded file without its folder, as it is kept."""
    try:
        return stored(name.replace("\\", "/").rpartition("/")[2])[:120] or "xlsx"
    except UnseenSign:
        return "xlsx"


class WorkbookField(forms.FileField):
    """A workbook; cleaned to a ``Workbook``."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Workbook (xlsx, xls, ods, csv)"))
        super().__init__(
            widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}), **more
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB."), params={"most": MOST_BYTES // 1_000_000}
            )
        try:
            book = read(file_name(file.name), file.read())
        except BadInput as refusal:
            raise ValidationError(str(refusal)) from refusal
        file.seek(0)
        return book


class ImportForm(ActForm[Unit]):
    """The file, other names of units, and whether one bad row sends the whole file back."""

    own_page = "imports:upload"
    book = WorkbookField()
    aliases = text_field(_("Other names of units, one NAME=CODE in a line"), 2, required=False)
    cells = text_field(_("Cells that are mended, one SHEET!C7=TEXT in a line"), 2, required=False)
    choices = text_field(_("What was chosen, one PLACE=CHOICE in a line"), 2, required=False)
    whole = forms.BooleanField(
        label=_("Send the whole file back when a row can not come in"), required=False
    )

    def clean_aliases(self) -> dict[str, str]:
        aliases = {}
        for line in self.cleaned_data["aliases"].splitlines():
            name, sign, code = line.partition("=")
            if line.strip() and not sign:
                raise ValidationError(_("Write NAME=CODE in a line."))
            if line.strip():
                aliases[name.strip()] = typed(code)
        return aliases

    def clean_cells(self) -> list[tuple[str, int, int, str]]:
        cells = []
        for line in self.cleaned_data["cells"].splitlines():
            match = CELL.fullmatch(line.strip())
            if line.strip() and match is None:
                raise ValidationError(_("Write SHEET!C7=TEXT in a line."))
            if match:
                cells.append(
                    (
                        match.group(1),
                        int(match.group(3)),
                        column_number(match.group(2)),
                        match.group(4),
                    )
                )
        return cells

    def clean_choices(self) -> dict[str, str]:
        chosen = {}
        for line in self.cleaned_data["choices"].splitlines():
            place, sign, choice = line.rpartition("=")
            if line.strip() and not sign:
                raise ValidationError(_("Write PLACE=CHOICE in a line."))
            if line.strip():
                chosen[place.strip()] = choice.strip()
        return chosen


class ImportRosterForm(ImportForm):
    act = acts.import_roster
    arguments = ["roster"]


class ImportUnitWorkbookForm(ImportForm):
    act = acts.import_unit_workbook
    arguments = ["unit"]
    unit = forms.CharField(
        label=_("Unit (its code), where the file does not say"), max_length=20, required=False
    )


class UndoImportForm(ReasonForm[Import]):
    act = acts.undo_import
    layout = "imports/undo.html"


class UploadForm(forms.Form):
    """The first step of the page: only the file, or cells pasted from one."""

    book = WorkbookField(required=False)
    words = text_field(
        _("Or paste the cells here, with their headings"), 6, required=False, max_length=MOST_PASTED
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("book") and not self.errors:
            if not cleaned.get("words", "").strip():
                raise ValidationError(_("Choose a file, or paste the cells of one."))
            try:
                cleaned["book"] = pasted(cleaned["words"])
            except BadInput as refusal:
                raise ValidationError({"words": str(refusal)}) from refusal
        return cleaned


class UnitUploadForm(UploadForm):
    """The first step for the workbook of a unit: it says by itself whose it is; somebody who copied
    its rows elsewhere says it here.
    """

    unit = ThingField(Unit, label=_("Unit"), required=False, empty=_("As the file says"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, ThingField)
        unit.queryset = Unit.objects.active().exclude(kind=UnitKind.COUNTY).in_roster_order()


class AnswersForm(forms.Form):
    """The second step: what the clerk says about the file. Units' names are asked beside it."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    received_on = day_field(_("Received on"), required=False)
    whole = forms.ChoiceField(
        label=_("Rows that can not come in"), choices=[("", ""), ("whole", "")], required=False
    )
