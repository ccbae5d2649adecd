from zhixing.foundation.machinery import registry


class SessionsConfig(registry.RoomConfig):
    name = "zhixing.learn.sessions"
    label = "study_sessions"

    def ready(self) -> None:
        super().ready()
        from .queries import beside

        registry.beside.append(beside)
