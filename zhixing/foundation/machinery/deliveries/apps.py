from zhixing.foundation.machinery import registry


class DeliveriesConfig(registry.RoomConfig):
    name = "zhixing.foundation.machinery.deliveries"
    label = "deliveries"
