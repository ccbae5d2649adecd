from zhixing.foundation.machinery import registry


class ApiConfig(registry.RoomConfig):
    name = "zhixing.faces.api"
    label = "api"
