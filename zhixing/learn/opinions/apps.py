from zhixing.foundation.machinery import registry


class OpinionsConfig(registry.RoomConfig):
    name = "zhixing.learn.opinions"
    label = "opinions"
