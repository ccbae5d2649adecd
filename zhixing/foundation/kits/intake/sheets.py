"""The sheets of a unit's workbook that need no wing: its members, its tasks."""

from .unitbook.members import Members
from .unitbook.sheet import register
from .unitbook.tasks import Tasks

register(Members(), Tasks())
