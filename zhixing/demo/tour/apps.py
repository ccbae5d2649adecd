from importlib import import_module

from zhixing.foundation.machinery import registry


class TourConfig(registry.RoomConfig):
    name = "zhixing.demo.tour"
    label = "tour"

    def ready(self) -> None:
        super().ready()
        for scenes in ("stops", "contrasts", "players"):
            import_module(f"{self.name}.{scenes}")
