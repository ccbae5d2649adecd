from zhixing.foundation.machinery import registry


class DeskConfig(registry.RoomConfig):
    name = "zhixing.faces.desk"
    label = "desk"
