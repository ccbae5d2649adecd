from zhixing.foundation.machinery import registry


class PeopleConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.people"
    label = "people"
