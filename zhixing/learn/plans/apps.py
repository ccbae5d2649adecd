from zhixing.foundation.machinery import registry


class PlansConfig(registry.RoomConfig):
    name = "zhixing.learn.plans"
    label = "plans"
