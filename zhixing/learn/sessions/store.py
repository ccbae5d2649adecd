"""Sessions have a shared sheet, for those who keep them."""

from zhixing.foundation.kits.outbox.store import opens

from .live import state
from .may import KEEPS
from .models import StudySession

opens(StudySession, KEEPS, state)
