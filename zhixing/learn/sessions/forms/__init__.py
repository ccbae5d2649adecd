"""Forms of the acts on sessions, by what they are about; others take them from here."""

from .agenda import SetAgendaForm
from .attendance import (
    AmendAttendanceForm,
    CorrectAttendanceForm,
    RecordMakeUpForm,
    TakeAttendanceForm,
)
from .holding import CancelSessionForm, CategoriseSessionForm, HoldSessionForm, RecordSessionForm
from .listing import FilterForm
from .minutes import AmendMinutesForm, ReturnMinutesForm, WriteMinutesForm
from .notice import IssueNoticeForm, ReissueNoticeForm
from .parts import WritePartForm
from .planning import CorrectSessionForm, JoinGroupsForm, PlanSessionForm
from .raised import NoteRaisedForm
from .reach import RecordReachForm
from .speeches import AddGuestForm, AddSpeechForm, CorrectSpeechForm

__all__ = [
    "AddGuestForm",
    "AddSpeechForm",
    "AmendAttendanceForm",
    "AmendMinutesForm",
    "CancelSessionForm",
    "CategoriseSessionForm",
    "CorrectAttendanceForm",
    "CorrectSessionForm",
    "CorrectSpeechForm",
    "FilterForm",
    "HoldSessionForm",
    "IssueNoticeForm",
    "JoinGroupsForm",
    "NoteRaisedForm",
    "PlanSessionForm",
    "RecordMakeUpForm",
    "RecordReachForm",
    "RecordSessionForm",
    "ReissueNoticeForm",
    "ReturnMinutesForm",
    "SetAgendaForm",
    "TakeAttendanceForm",
    "WriteMinutesForm",
    "WritePartForm",
]
