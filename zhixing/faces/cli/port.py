"""Can the server listen where it shall? Asked before anything else is done.

The processes of one server share their port (SO_REUSEPORT), and so would those of a second one: the
kernel then deals every other request to it. So the port is asked for without sharing.
"""

from __future__ import annotations

import errno
import ipaddress
import socket

from .speaking import _


def hindrance(host: str, port: int) -> str:
    """Why nobody can listen there, in a sentence; empty where one can."""
    if not 0 < port < 1 << 16:
        return _("A port is a number from 1 to 65535, not %(port)s.") % {"port": port}
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        words = _("“%(host)s” is no address to listen at: write numbers, such as 127.0.0.1.")
        return words % {"host": host}
    return _refused(host, port, socket.AF_INET if address.version == 4 else socket.AF_INET6)


def _refused(host: str, port: int, family: socket.AddressFamily) -> str:
    try:
        with socket.socket(family) as probe:
            # connections of a server that has just ended keep nobody away
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as fault:
        return _sentence(fault) % {"host": host, "port": port, "why": fault.strerror}
    return ""


def _sentence(fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return _(
            "Port %(port)s of %(host)s is in use: a server runs there already. "
            "Stop it, or choose another port with --port."
        )
    if fault.errno == errno.EADDRNOTAVAIL:
        return _("This machine does not have the address %(host)s.")
    if fault.errno == errno.EACCES:
        return _("This account may not listen at port %(port)s: choose one from 1024 on.")
    return _("Nobody can listen at port %(port)s of %(host)s: %(why)s.")
