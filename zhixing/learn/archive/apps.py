from zhixing.foundation.machinery import registry


class ArchiveConfig(registry.RoomConfig):
    name = "zhixing.learn.archive"
    label = "archive"

    def ready(self) -> None:
        super().ready()
        from . import filed  # noqa: F401 - plans take last year's report from here
        from .queries import side_panel

        registry.side_panels.append(side_panel)
