"""What a server process loads: the application behind its gate, and on SQLite the worker as a
thread beside it, in one of the processes.
"""

import fcntl
import os
import threading
from pathlib import Path

from django.conf import settings

from zhixing.config.gate import Gate
from zhixing.config.wsgi import application as wsgi
from zhixing.foundation.machinery.deliveries.worker import work


def work_alone(lock: Path) -> None:
    """The worker, as soon as no other process of this site is it: whoever holds the file is, and
    with a process that dies the file is free.
    """
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        work(threading.Event())


if os.environ.get("ZHIXING_WORKER_THREAD") == "1":
    lock = settings.VAR / "worker.lock"
    threading.Thread(target=work_alone, args=(lock,), name="worker", daemon=True).start()

application = Gate(wsgi, threads=settings.ZHIXING_THREADS)

__all__ = ["application"]
