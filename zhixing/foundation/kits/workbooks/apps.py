from zhixing.foundation.machinery import registry


class WorkbooksConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.workbooks"
    label = "workbooks"

    def ready(self) -> None:
        super().ready()
        from .listing import rows_of, write

        registry.writes_lists(write)
        registry.reads_tables(rows_of)
