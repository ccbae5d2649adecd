from zhixing.foundation.machinery import registry


class SessionsConfig(registry.RoomConfig):
    name = "zhixing.learn.sessions"
    label = "study_sessions"

    def ready(self) -> None:
        super().ready()
        from .queries import special_meetings_panel

        registry.beside.append(special_meetings_panel)
