"""The sheets of the workbook of a unit, in the order in which they are carried out: what a later one needs, an earlier one has made."""

from .engine import Scope, Sheet, rows_of
from .examine import Marks
from .learn import Attendance, Minutes, Plan, Sessions, Speeches
from .members import Members
from .solve import Claims, Measures, Outcomes, Problems, Progress, Tasks

SHEETS: tuple[Sheet, ...] = (Members(), Plan(), Claims(), Sessions(), Attendance(), Speeches(), Minutes(), Marks(), Problems(), Progress(), Measures(), Outcomes(), Tasks())

__all__ = ["SHEETS", "Scope", "Sheet", "rows_of"]
