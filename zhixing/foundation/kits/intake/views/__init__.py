"""Pages of imports: choose a file, look at the dry run and answer, import."""

from .files import (
    export,
    kept_notes,
    notes,
    remarks,
    template,
    unit_workbook,
    unit_workbooks,
)
from .lists import import_list, imported
from .reading import job_progress, reading, running
from .uploading import upload

__all__ = [
    "export",
    "import_list",
    "imported",
    "job_progress",
    "kept_notes",
    "notes",
    "reading",
    "remarks",
    "running",
    "template",
    "unit_workbook",
    "unit_workbooks",
    "upload",
]
