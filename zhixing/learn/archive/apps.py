from zhixing.foundation.machinery import registry


class ArchiveConfig(registry.RoomConfig):
    name = "zhixing.learn.archive"
    label = "archive"

    def ready(self) -> None:
        super().ready()
        from .queries import side_panel

        registry.side_panels.append(side_panel)
