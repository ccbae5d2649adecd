from zhixing.foundation.machinery import registry


class ImportsConfig(registry.RoomConfig):
    name = "zhixing.loop.imports"
    label = "imports"
