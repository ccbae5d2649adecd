"""The sheets of a unit's workbook about its study sessions."""

from zhixing.foundation.kits.intake.unitbook.sheet import register

from .attendance import Attendance
from .sessions import Sessions
from .speeches import Speeches

register(Sessions(), Attendance(), Speeches())
