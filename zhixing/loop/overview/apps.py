from zhixing.foundation.machinery import registry


class OverviewConfig(registry.RoomConfig):
    name = "zhixing.loop.overview"
    label = "overview"

    def ready(self) -> None:
        super().ready()
        from .queries import year_panel

        registry.side_panels.append(year_panel)
