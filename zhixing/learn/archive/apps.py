from zhixing.foundation.machinery import registry


class ArchiveConfig(registry.RoomConfig):
    name = "zhixing.learn.archive"
    label = "archive"

    def ready(self) -> None:
        super().ready()
        from .queries import beside

        registry.beside.append(beside)
