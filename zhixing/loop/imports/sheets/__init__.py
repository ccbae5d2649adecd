"""The sheets of the workbook of a unit, in the order in which they are carried out: what a later
one needs, an earlier one has made.
"""

from .attendance import Attendance
from .engine import Scope, Sheet, rows_of
from .examine import Marks
from .members import Members
from .plan import Plan
from .sessions import Minutes, Sessions
from .solve import Claims, Measures, Outcomes, Problems, Progress, Tasks
from .speeches import Speeches

SHEETS: tuple[Sheet, ...] = (
    Members(),
    Plan(),
    Claims(),
    Sessions(),
    Attendance(),
    Speeches(),
    Minutes(),
    Marks(),
    Problems(),
    Progress(),
    Measures(),
    Outcomes(),
    Tasks(),
)

__all__ = ["SHEETS", "Scope", "Sheet", "rows_of"]
