from zhixing.foundation.machinery import registry


class JointConfig(registry.RoomConfig):
    name = "zhixing.learn.joint"
    label = "joint"

    def ready(self) -> None:
        super().ready()
        # models are loaded from here on, not before
        from .queries import joint_study_panel

        registry.side_panels.append(joint_study_panel)
