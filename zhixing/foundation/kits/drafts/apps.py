from zhixing.foundation.machinery import registry


class DraftsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.drafts"
    label = "drafts"
