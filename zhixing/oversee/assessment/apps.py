from zhixing.foundation.machinery import registry


class AssessmentConfig(registry.RoomConfig):
    name = "zhixing.oversee.assessment"
    label = "assessment"
