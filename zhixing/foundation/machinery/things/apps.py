from zhixing.foundation.machinery import registry


class ThingsConfig(registry.RoomConfig):
    name = "zhixing.foundation.machinery.things"
    label = "things"
