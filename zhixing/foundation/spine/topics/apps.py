from zhixing.foundation.machinery import registry


class TopicsConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.topics"
    label = "topics"
