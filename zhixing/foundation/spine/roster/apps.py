from zhixing.foundation.machinery import registry


class RosterConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.roster"
    label = "roster"
