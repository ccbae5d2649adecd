from zhixing.foundation.machinery import registry


class ReadingConfig(registry.RoomConfig):
    name = "zhixing.learn.reading"
    label = "reading"
