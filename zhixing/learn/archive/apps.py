from zhixing.foundation.machinery import registry


class ArchiveConfig(registry.RoomConfig):
    name = "zhixing.learn.archive"
    label = "archive"

    def ready(self) -> None:
        super().ready()
        from .queries import side_panel

        registry.beside.append(side_panel)
