from zhixing.foundation.machinery import registry


class PacksConfig(registry.RoomConfig):
    name = "zhixing.learn.packs"
    label = "packs"

    def ready(self) -> None:
        super().ready()
        from .queries import beside

        registry.beside.append(beside)
