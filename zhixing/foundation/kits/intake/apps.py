from importlib import import_module
from importlib.util import find_spec
from itertools import product

from django.conf import settings

from zhixing.foundation.machinery import registry

# files of a room that tell the kit which kinds of files it reads, and its sheets of the workbook
# of a unit
PARTS = ("countyfile", "sheets")


class IntakeConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.intake"
    label = "imports"

    def ready(self) -> None:
        super().ready()
        from .queries.files import workbook_panel

        for room, part in product(settings.ROOMS, PARTS):
            if find_spec(f"{room}.{part}"):
                import_module(f"{room}.{part}")
        registry.side_panels.append(workbook_panel)
