from zhixing.foundation.machinery import registry


class ExchangeConfig(registry.RoomConfig):
    name = "zhixing.loop.exchange"
    label = "exchange"

    def ready(self) -> None:
        super().ready()
        from .queries import side_panel

        registry.side_panels.append(side_panel)
