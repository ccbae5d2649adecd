"""What the server loads: the application, and on SQLite the worker as a thread beside it (one process writes)."""

import os
import threading

from zhixing.config.wsgi import application

if os.environ.get("ZHIXING_WORKER_THREAD") == "1":
    from zhixing.foundation.machinery.deliveries.worker import work

    threading.Thread(target=work, args=(threading.Event(),), name="worker", daemon=True).start()

__all__ = ["application"]
