"""Tasks are deeds in a campaign: the spine knows of none."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins
from zhixing.foundation.spine.tasks.models import Task

joins(Joining(kind=Task, order=140, label=gettext_lazy("Tasks"), deed=True))
