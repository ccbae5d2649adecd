from zhixing.foundation.machinery import registry


class BondsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.bonds"
    label = "bonds"
