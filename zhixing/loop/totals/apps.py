from zhixing.foundation.machinery import registry


class TotalsConfig(registry.RoomConfig):
    name = "zhixing.loop.totals"
    label = "totals"
