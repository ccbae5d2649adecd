from zhixing.foundation.machinery import registry


class OutcomesConfig(registry.RoomConfig):
    name = "zhixing.solve.outcomes"
    label = "outcomes"
