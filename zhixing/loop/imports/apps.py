from zhixing.foundation.machinery import registry


class ImportsConfig(registry.RoomConfig):
    name = "zhixing.loop.imports"
    label = "imports"

    def ready(self) -> None:
        super().ready()
        from .queries import workbook_panel

        registry.side_panels.append(workbook_panel)
