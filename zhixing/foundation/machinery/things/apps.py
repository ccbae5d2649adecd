from importlib import import_module

from zhixing.foundation.machinery import registry


class ThingsConfig(registry.RoomConfig):
    name = "zhixing.foundation.machinery.things"
    label = "things"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.places")  # its lookups are known from now on
