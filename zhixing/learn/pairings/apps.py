from zhixing.foundation.machinery import registry


class PairingsConfig(registry.RoomConfig):
    name = "zhixing.learn.pairings"
    label = "pairings"

    def ready(self) -> None:
        super().ready()
        # models are loaded from here on, not before
        from .queries import pairings_panel

        registry.side_panels.append(pairings_panel)
