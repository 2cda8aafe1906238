"""Entries of the audit log as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.audit.model import Logged


class AuditLog(msgspec.Struct):
    """What was done, in the older form."""

    id: int
    username: str
    resource: str
    resource_type: str
    operation: str
    op_time: str


class AuditLogExt(msgspec.Struct):
    """What was done or tried, and how it ended."""

    id: int
    username: str
    resource: str
    resource_type: str
    operation: str
    operation_description: str
    operation_result: bool
    op_time: str


class AuditLogEventType(msgspec.Struct):
    """Something that is written down."""

    event_type: str


def audit_log(entry: Logged) -> AuditLog:
    """As it is answered."""
    return AuditLog(entry.id, entry.actor, entry.resource, entry.resource_type, entry.operation, iso(entry.at))


def audit_log_ext(entry: Logged) -> AuditLogExt:
    """As it is answered."""
    return AuditLogExt(
        id=entry.id,
        username=entry.actor,
        resource=entry.resource,
        resource_type=entry.resource_type,
        operation=entry.operation,
        operation_description=entry.description,
        operation_result=entry.success,
        op_time=iso(entry.at),
    )
