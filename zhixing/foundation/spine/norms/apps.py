from zhixing.foundation.machinery import registry


class NormsConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.norms"
    label = "norms"
