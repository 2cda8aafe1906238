"""systeminfo and health: what this registry is, and how it is."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE, system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.systeminfo import (
    ComponentHealthStatus,
    OverallHealthStatus,
    Storage,
    SystemInfo,
    general_info,
)
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


@operation("getSystemInfo", ANYONE)
def get_system_info(call: Call) -> Reply:
    """What everybody must know to sign in; the rest for those who have."""
    services = call.services
    snapshot = services.configuration.now()
    return Reply(body=general_info(snapshot, services.settings, now_ms() if call.caller.known else None))


@operation("getVolumes", system("system-volumes", "read"))
def get_volumes(call: Call) -> Reply:
    """The disk that content lies on."""
    room = call.services.health.room()
    return Reply(body=SystemInfo([Storage(room.total, room.free)]))


@operation("getCert", ANYONE)
def get_cert(call: Call) -> Reply:
    """The certificate that clients may take as their authority: the one that this registry has signed itself."""
    settings = call.services.settings
    if not settings.tls.self_signed or settings.tls.cert:
        raise Refusal("NOT_FOUND", "there is no certificate of an own authority here")
    found = (settings.folder / "tls" / "cert.pem").read_bytes()
    name = (b"content-disposition", b"attachment; filename=ca.crt")
    return Reply(body=found, headers=[(b"content-type", b"application/x-x509-ca-cert"), name])


@operation("getHealth", ANYONE)
def get_health(call: Call) -> Reply:
    """Each part, and all of them together."""
    parts = [ComponentHealthStatus(one.name, _status(one.error), one.error) for one in call.services.health.parts()]
    return Reply(body=OverallHealthStatus(_status("".join(one.error for one in parts)), parts))


def _status(error: str) -> str:
    return "unhealthy" if error else "healthy"
