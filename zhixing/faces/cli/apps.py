from zhixing.foundation.machinery import registry


class CliConfig(registry.RoomConfig):
    name = "zhixing.faces.cli"
    label = "cli"
