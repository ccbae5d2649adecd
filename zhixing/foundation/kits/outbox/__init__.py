"""Outbox: pages that can be read without network, and writes that wait in the browser until the
server has them.

A view says ``@readable_offline`` and its page is kept on this machine (``static/outbox/sw.js``),
for the person it was made for and until that person logs out.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def readable_offline(view: Any) -> Any:
    """A view whose page (or file) the browser keeps: network first, and without network what was
    kept.
    """

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200 and request.person:
            answer["X-Zhixing-Offline"] = "yes"
        return answer

    return wrapped
