from zhixing.foundation.machinery import registry


class OverviewConfig(registry.RoomConfig):
    name = "zhixing.loop.overview"
    label = "overview"
