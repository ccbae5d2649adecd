from zhixing.foundation.machinery import registry


class ClaimsConfig(registry.RoomConfig):
    name = "zhixing.solve.claims"
    label = "claims"
