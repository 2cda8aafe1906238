"""Projects as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.projects.allowlist import Allowlist, allowlist
from roadstead.domain.projects.model import Detail


class CVEAllowlistItem(msgspec.Struct):
    """One vulnerability that is taken as it is."""

    cve_id: str


class CVEAllowlist(msgspec.Struct):
    """`expires_at` in seconds since the epoch, null: never."""

    items: list[CVEAllowlistItem] | None = None
    expires_at: int | None = None

    @property
    def asked(self) -> Allowlist:
        """The list that is asked for. Raises Refusal BAD_REQUEST."""
        return allowlist([one.cve_id for one in self.items or ()], self.expires_at)


class CVEAllowlistOf(msgspec.Struct, omit_defaults=True):
    """A project's list, as it is answered."""

    id: int
    project_id: int
    items: list[CVEAllowlistItem]
    creation_time: str
    update_time: str
    expires_at: int | None = None


class ProjectMetadata(msgspec.Struct):
    """Every value is text; what is null says nothing."""

    public: str | None = None
    enable_content_trust: str | None = None
    enable_content_trust_cosign: str | None = None
    prevent_vul: str | None = None
    severity: str | None = None
    auto_scan: str | None = None
    auto_sbom_generation: str | None = None
    reuse_sys_cve_allowlist: str | None = None
    proxy_speed_kb: str | None = None
    max_upstream_conn: str | None = None
    proxy_cache_local_on_not_found: str | None = None
    proxy_referrer_api: str | None = None
    proxy_cache_filter_pattern: str | None = None
    proxy_cache_filter_kind: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """Names that have a value."""
        values = msgspec.structs.asdict(self).items()
        return {name: value for name, value in values if value is not None}


class ProjectReq(msgspec.Struct):
    """What a project is to be; for one that is there, what of it is to change."""

    project_name: str | None = None
    public: bool | None = None
    metadata: ProjectMetadata | None = None
    cve_allowlist: CVEAllowlist | None = None
    storage_limit: int | None = None
    registry_id: int | None = None


class Project(msgspec.Struct, omit_defaults=True):
    """A project as the caller sees it."""

    project_id: int
    name: str
    creation_time: str
    update_time: str
    repo_count: int
    metadata: dict[str, str]
    owner_id: int | None = None
    owner_name: str | None = None
    current_user_role_id: int | None = None
    current_user_role_ids: list[int] | None = None
    cve_allowlist: CVEAllowlistOf | None = None


def project_of(found: Detail) -> Project:
    """As it is answered."""
    return Project(
        project_id=found.id,
        name=found.name,
        creation_time=iso(found.created_at),
        update_time=iso(found.updated_at),
        repo_count=found.repositories,
        metadata={"public": str(found.public).lower(), **found.metadata},
        owner_id=found.owner_id,
        owner_name=found.owner,
        current_user_role_id=found.roles[0] if found.roles else None,
        current_user_role_ids=list(found.roles) or None,
        cve_allowlist=CVEAllowlistOf(
            id=found.id,
            project_id=found.id,
            items=[CVEAllowlistItem(cve) for cve in found.allowlist.cves],
            creation_time=iso(found.created_at),
            update_time=iso(found.allowlist.updated_at or found.created_at),
            expires_at=found.allowlist.expires_at,
        ),
    )


class ProjectDeletable(msgspec.Struct, omit_defaults=True):
    """`message` says why not."""

    deletable: bool
    message: str | None = None
