from importlib import import_module

from zhixing.foundation.machinery import registry


class FeedsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.feeds"
    label = "feeds"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.sources")
        import_module(f"{self.name}.mail")
        from .queries import side_panel

        registry.side_panels.append(side_panel)
