"""How long alerts are kept."""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.machinery import clock, registry

from .models import Alert

LIVE = dt.timedelta(days=90)


def sweep() -> None:
    """Alerts older than their declared time."""
    Alert.objects.filter(made_at__lt=clock.now() - LIVE).delete()


registry.sweeps.append(sweep)
