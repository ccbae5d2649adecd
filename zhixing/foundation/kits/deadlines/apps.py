from importlib import import_module

from zhixing.foundation.machinery import registry


class DeadlinesConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        super().ready()
        registry.tells_due(import_module(f"{self.name}.nearest").nearest_due)
        registry.says_due(import_module(f"{self.name}.wording").words_of_due)
