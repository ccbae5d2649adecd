from zhixing.foundation.machinery import registry


class PortalConfig(registry.RoomConfig):
    name = "zhixing.faces.portal"
    label = "portal"
