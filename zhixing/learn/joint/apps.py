from zhixing.foundation.machinery import registry


class JointConfig(registry.RoomConfig):
    name = "zhixing.learn.joint"
    label = "joint"

    def ready(self) -> None:
        super().ready()
        from .queries import beside

        registry.beside.append(beside)
