from zhixing.foundation.machinery import registry


class OrgsConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.orgs"
    label = "orgs"
