from zhixing.foundation.machinery import registry


class SitinsConfig(registry.RoomConfig):
    name = "zhixing.oversee.sitins"
    label = "sitins"
