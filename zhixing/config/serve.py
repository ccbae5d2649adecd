"""What the server loads: the application behind its gate, and on SQLite the worker as a thread
beside it (one process writes).
"""

import os
import threading

from zhixing.config.gate import Gate
from zhixing.config.wsgi import application as wsgi

if os.environ.get("ZHIXING_WORKER_THREAD") == "1":
    from zhixing.foundation.machinery.deliveries.worker import work

    threading.Thread(target=work, args=(threading.Event(),), name="worker", daemon=True).start()

application = Gate(wsgi, threads=int(os.environ.get("ZHIXING_THREADS", "4")))

__all__ = ["application"]
