from zhixing.foundation.machinery import registry


class AccountsConfig(registry.RoomConfig):
    name = "zhixing.foundation.kits.accounts"
    label = "accounts"
