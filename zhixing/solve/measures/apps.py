from zhixing.foundation.machinery import registry


class MeasuresConfig(registry.RoomConfig):
    name = "zhixing.solve.measures"
    label = "measures"
