from zhixing.foundation.machinery import registry


class IndicatorsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.indicators"
    label = "indicators"
