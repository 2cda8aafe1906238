"""As many open files as the system lets the process have: each connection is one, each blob on its way another."""

from __future__ import annotations

import logging
import resource

log = logging.getLogger("roadstead.server")


def open_files(connections: int) -> int:
    """Raise the soft limit to the hard one, and give it; a warning when so many connections do not fit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most < connections:
        log.warning("fewer files than limits.connections may be open", extra={"files": most})
    return most
