from importlib import import_module

from zhixing.foundation.machinery import registry


class ThreadsConfig(registry.RoomConfig):
    name = "zhixing.loop.threads"
    label = "threads"

    def ready(self) -> None:
        super().ready()
        import_module("zhixing.loop.reactions")
