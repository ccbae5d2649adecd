from zhixing.foundation.machinery import registry


class OutboxConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.outbox"
    label = "outbox"
