"""Sessions have a shared sheet, for those who keep them."""

from zhixing.foundation.kits.outbox.store import opens

from .acts import KEEPS
from .live import state
from .models import StudySession

opens(StudySession, KEEPS, state)
