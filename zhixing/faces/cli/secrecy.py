"""Under which address the site opens, and whether what is typed there crosses a network unhidden.

Plain http is for whoever sits at the machine itself; everybody else comes by https, which a proxy
on the machine ends.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from .speaking import _


def hindrance(host: str) -> str:
    """Why the site may not be served at this address, with what to do; empty where it may."""
    from django.conf import settings

    if settings.ZHIXING_HTTPS and not settings.ZHIXING_BEHIND_PROXY:
        return no_tls()
    if settings.ZHIXING_HTTPS or settings.ZHIXING_DEMO or _is_own(host):
        return ""
    words = _(
        "Zhixing does not listen at %(host)s without https: passwords would cross the network."
    )
    return f"{words % {'host': host}}\n{how()}"


def no_tls() -> str:
    """Every page leads to an https that nobody answers."""
    words = _("https is demanded, but no proxy ends it: no page would open.")
    return f"{words}\n{how()}"


def how() -> str:
    """What to do for https, and for none."""
    return _(
        "For others: a proxy on this machine, such as Caddy with the one line"
        " “county.example { reverse_proxy 127.0.0.1:8000 }”, and the settings"
        " ALLOWED_HOSTS=county.example ZHIXING_BEHIND_PROXY=1. For this PC alone: leave"
        " ALLOWED_HOSTS and --host away. See docs/settings.md."
    )


def addresses(host: str, port: int) -> Iterator[str]:
    """The address that opens, and what to know of it."""
    from django.conf import settings

    if settings.ZHIXING_HTTPS:
        names = [name for name in settings.ALLOWED_HOSTS if name not in settings.OWN_NAMES]
        yield f"Zhixing 知行: https://{(names or settings.ALLOWED_HOSTS)[0]}/"
        yield _("  through the proxy on this machine, which asks %(host)s:%(port)s") % {
            "host": host,
            "port": port,
        }
        return
    demo = _("  (demo: /demo/)") if settings.ZHIXING_DEMO else ""
    yield f"Zhixing 知行: http://{_named(host)}:{port}/{demo}"
    if not settings.ZHIXING_DEMO:
        yield _("  plain http, for this PC alone: nothing leaves it")


def _is_own(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback


def _named(host: str) -> str:
    """As a browser on this machine writes it."""
    address = ipaddress.ip_address(host)
    if address.is_loopback or address.is_unspecified:
        return "localhost"
    return f"[{host}]" if address.version == 6 else host
