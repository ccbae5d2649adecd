from zhixing.foundation.machinery import registry


class SeriesConfig(registry.RoomConfig):
    name = "zhixing.learn.series"
    label = "series"
