from zhixing.foundation.machinery import registry


class LecturesConfig(registry.RoomConfig):
    name = "zhixing.learn.lectures"
    label = "lectures"
