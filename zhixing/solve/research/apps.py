from zhixing.foundation.machinery import registry


class ResearchConfig(registry.RoomConfig):
    name = "zhixing.solve.research"
    label = "research"
