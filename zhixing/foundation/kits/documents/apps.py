from zhixing.foundation.machinery import registry


class DocumentsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.documents"
    label = "documents"
