from zhixing.foundation.machinery import registry


class BankConfig(registry.RoomConfig):
    name = "zhixing.examine.bank"
    label = "bank"
