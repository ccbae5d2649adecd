from zhixing.foundation.machinery import registry


class DemandsConfig(registry.RoomConfig):
    name = "zhixing.oversee.demands"
    label = "demands"
