from zhixing.foundation.machinery import registry


class CampaignsConfig(registry.RoomConfig):
    name = "zhixing.loop.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        super().ready()
        # models are loaded from here on, not before
        from .queries import campaigns_panel

        registry.side_panels.append(campaigns_panel)
