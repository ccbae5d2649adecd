from zhixing.foundation.machinery import registry


class GroupsConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.groups"
    label = "groups"
