from zhixing.foundation.machinery import registry


class ProblemsConfig(registry.RoomConfig):
    name = "zhixing.solve.problems"
    label = "problems"
