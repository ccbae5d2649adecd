from zhixing.foundation.machinery import registry


class PapersConfig(registry.RoomConfig):
    name = "zhixing.examine.papers"
    label = "papers"
