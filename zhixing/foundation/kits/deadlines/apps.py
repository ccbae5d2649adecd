from zhixing.foundation.machinery import registry


class DeadlinesConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.deadlines"
    label = "deadlines"
