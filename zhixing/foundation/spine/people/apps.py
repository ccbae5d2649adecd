from importlib import import_module

from zhixing.foundation.machinery import registry


class PeopleConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.people"
    label = "people"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.holders")  # it tells the machinery who holds what
        import_module(f"{self.name}.throttle")  # it says what is to be swept
