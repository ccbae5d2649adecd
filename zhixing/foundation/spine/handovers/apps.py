from zhixing.foundation.machinery import registry


class HandoversConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.handovers"
    label = "handovers"
