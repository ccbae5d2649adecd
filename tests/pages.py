"""What a page says, as somebody reads it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
UNREAD = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL)
ROW = re.compile(r"<tbody\b.*?</tbody>", re.DOTALL)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", UNREAD.sub(" ", html))).split())


def page_says(client: Any, url: str, language: str = "en") -> str:
    """The words of the main part of a page, in one line."""
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == 200, (url, answer.status_code)
    return _plain(MAIN.search(answer.content.decode())[0])


def rows_say(client: Any, url: str, language: str = "en") -> list[str]:
    """The words of each row of the list of a page, in the order of the page."""
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == 200, (url, answer.status_code)
    body = ROW.search(answer.content.decode())
    return [_plain(row) for row in body[0].split("</tr>")[:-1]] if body else []
