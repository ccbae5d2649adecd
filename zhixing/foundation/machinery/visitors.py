"""Where a request comes from: the one place that reads it. Everything that slows somebody down
asks here (a house test looks for others).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>\d{1,3}(?:\.\d{1,3}){3}):\d+")


def address_of(request: Any) -> str | None:
    """The visitor's address; see ``address_in``."""
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str | None:
    """The visitor's address: of IPv4 the address, of IPv6 its /64 (one household, one office).
    None when there is none (a socket of the machine).

    Behind a proxy (``ZHIXING_BEHIND_PROXY``) it is the **last** entry of X-Forwarded-For: the one
    our own proxy wrote. Whatever stands before it was written by whoever asked. Without that
    setting the header is not looked at.
    """
    if settings.ZHIXING_BEHIND_PROXY:
        forwarded = network(environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
        if forwarded is not None:
            return forwarded
    return network(environ.get("REMOTE_ADDR") or "")


def network(text: str) -> str | None:
    """An address as it is compared: without port and zone, IPv4 written as IPv6 as IPv4, IPv6 as
    its /64.
    """
    plain = text.strip().strip('"')
    match = WITH_PORT.fullmatch(plain)
    if match:
        plain = match["six"] or match["four"]
    try:
        address = ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
