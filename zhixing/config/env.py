"""Settings are typed, loud and written down: every one read here stands in docs/settings.md (a test
compares).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Setting:
    name: str
    default: Any
    help: str


KNOWN: dict[str, Setting] = {}


class BadSetting(SystemExit):
    """A setting can not be read: the process ends with a sentence instead of running
    half-configured.
    """

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(
            f"The setting {name}={value!r} can not be read: {wanted}. See docs/settings.md."
        )


def _read(name: str, default: Any, help: str) -> str | None:
    KNOWN[name] = Setting(name, default, help)
    value = os.environ.get(name, "").strip()
    return value or None


def text(name: str, default: str = "", *, help: str) -> str:
    return _read(name, default, help) or default


def choice(name: str, *options: str, help: str) -> str:
    value = _read(name, options[0], help) or options[0]
    if value not in options:
        raise BadSetting(name, value, "use one of " + ", ".join(options))
    return value


def flag(name: str, default: bool = False, *, help: str) -> bool:
    value = _read(name, default, help)
    if value is None:
        return default
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise BadSetting(name, value, "use 1 or 0")


def number(name: str, default: int, *, help: str) -> int:
    value = _read(name, default, help)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit():
        raise BadSetting(name, value, "use a whole number")
    return int(value)


def time_of_day(name: str, *, help: str) -> str:
    """``04:00``; empty means none."""
    value = _read(name, "none", help) or ""
    if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        raise BadSetting(name, value, "use hours and minutes like 04:00")
    return value


def words(name: str, default: list[str], *, help: str) -> list[str]:
    value = _read(name, ", ".join(default), help)
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def folder(name: str, default: Path, *, help: str) -> Path:
    return Path(_read(name, "var", help) or default)


def database(name: str, default: Path, *, help: str) -> dict[str, Any]:
    """``postgres://user:password@host:port/name`` (``?host=/socket``) or ``sqlite:///path``; empty
    means a SQLite file under var.
    """
    url = _read(name, "sqlite under ZHIXING_VAR", help)
    if url is None:
        return _sqlite(str(default))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(
            unquote(parts.path.removeprefix("/"))
            if parts.path.startswith("//") is False
            else unquote(parts.path[1:])
        )
    if parts.scheme in ("postgres", "postgresql"):
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or query.get("user", "")),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host") or parts.hostname or "",
            "PORT": str(parts.port or query.get("port", "")),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}},
        }
    raise BadSetting(name, url.split("@")[-1], "use postgres://... or sqlite:///...")


def mail(name: str, *, help: str) -> dict[str, Any] | None:
    """``smtp://user:password@host:port``, ``smtps://`` (TLS from the start, 465) or ``smtp+tls://``
    (STARTTLS, 587); empty means no mail. The keys are those of Django's SMTP connection.
    """
    url = _read(name, "no mail", help)
    if url is None:
        return None
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    try:
        port = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        raise BadSetting(
            name, url.split("@")[-1], "use smtp://, smtps:// or smtp+tls://user:password@host:port"
        )
    if not parts.hostname:
        raise BadSetting(name, url.split("@")[-1], "name the host of the mail server")
    return {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": 10,
    }


def address(name: str, *, needed: bool, help: str) -> str:
    """A mail address; ``needed`` when another setting makes no sense without it."""
    value = _read(name, "none", help) or ""
    local, at, domain = value.rpartition("@")
    if (value or needed) and not (
        value.isascii() and local and at and "." in domain and not set(value) & set(' <>,;"')
    ):
        raise BadSetting(name, value, "use a plain address like study@county.example")
    return value


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": (
            None
            # a thread keeps its connection: opening one reads the schema anew, 2-4 ms
            # of every page
        ),
        "TEST": {"NAME": f"{path}.test"},  # a file, so that threads race as they do in life
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA"
                " foreign_keys=ON;"
            ),
        },
    }


def secret_key(name: str, path: Path, *, help: str) -> str:
    """From the environment, or a file made on the first start, readable by its owner alone."""
    value = _read(name, "a file under ZHIXING_VAR", help)
    if value:
        return value
    if not path.exists():
        import secrets

        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(60))
        except FileExistsError:
            pass  # another process of the same first start made it
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SystemExit(
            f"{path} can not be read ({fault}). Put the key of the last backup there, or move the "
            "file away: a new one is made, and everybody logs in again."
        ) from fault
