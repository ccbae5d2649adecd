from zhixing.foundation.machinery import registry


class WorkbooksConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.workbooks"
    label = "workbooks"
