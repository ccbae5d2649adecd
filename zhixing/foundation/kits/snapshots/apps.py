from zhixing.foundation.machinery import registry


class SnapshotsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.snapshots"
    label = "snapshots"
