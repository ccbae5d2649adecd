"""Carries deliveries of the kind "alert" into the list of alerts."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import carries

from .models import Alert


@carries("alert")
def carry_alert(delivery: Any) -> None:
    Alert.objects.create(
        person_id=delivery.to_id,
        thing_id=delivery.thing_id,
        verb=delivery.payload.get("verb", ""),
        made_at=clock.now(),
    )
