from zhixing.foundation.machinery import registry


class ImportsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.intake"
    label = "imports"

    def ready(self) -> None:
        super().ready()
        from .queries.files import workbook_panel

        registry.side_panels.append(workbook_panel)
