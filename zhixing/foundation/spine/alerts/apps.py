from importlib import import_module

from zhixing.foundation.machinery import registry


class AlertsConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.alerts"
    label = "alerts"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.carrier")
