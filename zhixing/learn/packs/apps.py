from zhixing.foundation.machinery import registry


class PacksConfig(registry.RoomConfig):
    name = "zhixing.learn.packs"
    label = "packs"

    def ready(self) -> None:
        super().ready()
        from .queries import side_panel

        registry.side_panels.append(side_panel)
