from zhixing.foundation.machinery import registry


class RecordsConfig(registry.RoomConfig):
    name = "zhixing.foundation.machinery.records"
    label = "records"
