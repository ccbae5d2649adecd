from zhixing.foundation.machinery import registry


class YearMapConfig(registry.RoomConfig):
    name = "zhixing.learn.yearmap"
    label = "yearmap"
