from zhixing.foundation.machinery import registry


class FilesConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.files"
    label = "files"

    def ready(self) -> None:
        super().ready()
        from .queries import side_panel

        registry.side_panels.append(side_panel)
