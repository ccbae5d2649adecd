from zhixing.foundation.machinery import registry


class SpansConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.spans"
    label = "spans"
