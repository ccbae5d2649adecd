from zhixing.foundation.machinery import registry


class LinksConfig(registry.RoomConfig):
    name = "zhixing.foundation.machinery.links"
    label = "links"
