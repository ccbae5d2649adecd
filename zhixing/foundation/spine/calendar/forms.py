"""Forms of the acts on the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.forms import ActForm, day_field, text_field
from zhixing.foundation.spine.calendar.models import CalendarYear
from zhixing.foundation.spine.orgs.models import Unit

from . import acts
from .notice import NoticeError, as_lines, misfits, read_notice
from .queries import calendar
from .rules import Day, seed


class OpenYearForm(ActForm[Unit]):
    act = acts.open_year
    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2100)

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year + 1


class SetDayForm(ActForm[CalendarYear]):
    act = acts.set_day
    date = day_field(_("Day"))
    working = forms.BooleanField(label=_("It is a working day"), required=False)
    zh = forms.CharField(label=_("Name in Chinese"), max_length=40, required=False)
    en = forms.CharField(label=_("Name in English"), max_length=40, required=False)
    reason = text_field(_("Reason"), 2, required=False)


class EnterNoticeForm(ActForm[CalendarYear]):
    act = acts.enter_notice
    layout = "calendar/notice.html"
    table = text_field(
        _("The notice, or its days"),
        12,
        required=False,
        help_text=_(
            "Paste the text of the notice, or a table: a day and 休 or 班 on each line, or columns"
            " headed 放假 and 上班."
        ),
    )
    book = forms.FileField(label=_("Or a workbook with the table"), required=False)
    source = forms.CharField(label=_("Number of the notice"), max_length=200)
    look = forms.BooleanField(label=_("Show me first what was read"), required=False)

    def build(self) -> None:
        self.read: dict[dt.date, Day] = {}
        if self.row is None:
            return
        try:
            known = seed(self.row.year)
        except NotImplementedError:
            known = {}
        self.fields["table"].initial = as_lines(known or calendar().table_of(self.row.year))
        self.fields["source"].initial = self.row.source or ("chinesecalendar" if known else "")
        self.fields["look"].initial = True

    def clean(self) -> dict[str, Any]:
        inputs = super().clean() or {}
        if self.errors or self.row is None:
            return inputs
        if inputs.get("book"):
            inputs["table"] = "\n".join(
                "\t".join(row)
                for row in registry.read_rows(inputs["book"].name, inputs["book"].read())
            )
        if inputs.get("look"):
            self._show(inputs["table"])
        return inputs

    def _show(self, table: str) -> None:
        """Nothing is entered yet: what was read stands in the field, a day a line, to look at."""
        try:
            self.read = read_notice(table, self.row.year)
        except NoticeError:
            return  # the act says what is wrong with it
        typed: Any = self.data  # a QueryDict or a dict: both are copied alike
        self.data = typed = typed.copy()
        typed["table"] = as_lines(self.read)
        typed.pop("look", None)
        off = sum(not day.working for day in self.read.values())
        words = _(
            "Read: days off: %(off)s, make-up days: %(works)s. Look through them, then press again."
        )
        sentences = [words % {"off": off, "works": len(self.read) - off}]
        if count := misfits(table, self.row.year):
            odd = _(
                "Weekdays that do not fit %(year)s: %(count)s. Is it the notice of another year?"
            )
            sentences.append(odd % {"year": self.row.year, "count": count})
        self.looked = sentences

    def given(self) -> dict[str, Any]:
        return {"table": self.cleaned_data["table"], "source": self.cleaned_data["source"]}


class ConfirmYearForm(ActForm[CalendarYear]):
    act = acts.confirm_year
    source = forms.CharField(label=_("Number of the notice"), max_length=200)
