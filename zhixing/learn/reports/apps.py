from zhixing.foundation.machinery import registry


class ReportsConfig(registry.RoomConfig):
    name = "zhixing.learn.reports"
    label = "reports"
