from zhixing.foundation.machinery import registry


class SessionsConfig(registry.RoomConfig):
    name = "zhixing.learn.sessions"
    label = "study_sessions"
