from zhixing.foundation.machinery import registry


class CircularsConfig(registry.RoomConfig):
    name = "zhixing.learn.circulars"
    label = "circulars"
