"""What this registry is and how it is, as the contract writes it."""

from __future__ import annotations

import msgspec

from roadstead import __version__
from roadstead.api.wire.times import iso
from roadstead.domain.config.model import Snapshot
from roadstead.settings import Settings

CONTRACT = "v2.13.0"
"""The release of the contract: clients ask it to know what they may ask for."""


class GeneralInfo(msgspec.Struct, omit_defaults=True):
    """Fields that are None are for those who have signed in."""

    banner_message: str
    auth_mode: str
    primary_auth_mode: bool
    self_registration: bool
    oidc_provider_name: str
    current_time: str | None = None
    registry_url: str | None = None
    external_url: str | None = None
    project_creation_restriction: str | None = None
    has_ca_root: bool | None = None
    harbor_version: str | None = None
    registry_storage_provider_name: str | None = None
    read_only: bool | None = None
    notification_enable: bool | None = None


def general_info(snapshot: Snapshot, settings: Settings, now: int | None) -> GeneralInfo:
    """As it is answered; `now` None: to nobody known."""
    info = GeneralInfo(
        banner_message=snapshot.text("banner_message"),
        auth_mode=snapshot.text("auth_mode"),
        primary_auth_mode=snapshot.flag("primary_auth_mode"),
        self_registration=snapshot.flag("self_registration"),
        oidc_provider_name=snapshot.text("oidc_name"),
    )
    if now is None:
        return info
    url = settings.realm.removesuffix("/service/token")
    return msgspec.structs.replace(
        info,
        current_time=iso(now),
        external_url=url,
        registry_url=url.partition("://")[2],
        project_creation_restriction=snapshot.text("project_creation_restriction"),
        has_ca_root=settings.tls.self_signed and not settings.tls.cert,
        harbor_version=f"{CONTRACT}-roadstead.{__version__}",
        registry_storage_provider_name="filesystem",
        read_only=snapshot.flag("read_only"),
        notification_enable=snapshot.flag("notification_enable"),
    )


class Storage(msgspec.Struct):
    """Bytes of a disk."""

    total: int
    free: int


class SystemInfo(msgspec.Struct):
    """The disks."""

    storage: list[Storage]


class ComponentHealthStatus(msgspec.Struct, omit_defaults=True):
    """A part: `healthy`, or `unhealthy` and why."""

    name: str
    status: str
    error: str = ""


class OverallHealthStatus(msgspec.Struct):
    """`healthy` when every part is."""

    status: str
    components: list[ComponentHealthStatus]
