from zhixing.foundation.machinery import registry


class SessionsConfig(registry.RoomConfig):
    name = "zhixing.learn.sessions"
    label = "study_sessions"

    def ready(self) -> None:
        super().ready()
        # models are loaded from here on, not before
        from ..joint import studied
        from .queries import special_meetings_panel
        from .together import JointStudy

        studied.kept_by(JointStudy())
        registry.side_panels.append(special_meetings_panel)
