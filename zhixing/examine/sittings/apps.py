from zhixing.foundation.machinery import registry


class SittingsConfig(registry.RoomConfig):
    name = "zhixing.examine.sittings"
    label = "sittings"
