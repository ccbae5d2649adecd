from zhixing.foundation.machinery import registry


class FilesConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.files"
    label = "files"

    def ready(self) -> None:
        super().ready()
        from .queries import beside

        registry.beside.append(beside)
