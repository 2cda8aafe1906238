"""What the handlers of the control plane work with."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from roadstead.db.database import Database
from roadstead.domain.access.service import Access
from roadstead.domain.audit.log import AuditLog
from roadstead.domain.catalog.additions import Additions
from roadstead.domain.catalog.artifacts import Artifacts
from roadstead.domain.catalog.copying import Copies
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.catalog.trash import Trash
from roadstead.domain.chores.service import Chores
from roadstead.domain.collection.control import Control
from roadstead.domain.config.service import Configuration
from roadstead.domain.groups.service import Groups
from roadstead.domain.identity.model import Policy
from roadstead.domain.identity.people import People
from roadstead.domain.identity.service import Identity
from roadstead.domain.immutability.service import Immutability
from roadstead.domain.labels.service import Labels
from roadstead.domain.overview.health import Health
from roadstead.domain.overview.service import Overview
from roadstead.domain.projects.service import Projects
from roadstead.domain.queues.service import Queues
from roadstead.domain.quotas.service import Quotas
from roadstead.domain.retention.service import Retention
from roadstead.domain.robots.service import Robots
from roadstead.domain.scrub.service import Damages
from roadstead.domain.sessions.service import Sessions
from roadstead.jobs.queue import Jobs
from roadstead.kit.threads import Threads
from roadstead.server.budget import Budget
from roadstead.settings import Settings


class Services(msgspec.Struct, frozen=True):
    """Made once, by `app.py`. `threads` is for units of work, `logins` for checks of passwords, which take long.

    `bodies` is the memory that there is for bodies of requests.
    """

    settings: Settings
    db: Database
    configuration: Configuration
    audit_log: AuditLog
    access: Access
    identity: Identity
    people: People
    groups: Groups
    sessions: Sessions
    policy: Callable[[], Policy]
    projects: Projects
    overview: Overview
    health: Health
    catalog: Catalog
    labels: Labels
    robots: Robots
    immutability: Immutability
    quotas: Quotas
    queues: Queues
    additions: Additions
    copies: Copies
    repositories: Repositories
    artifacts: Artifacts
    trash: Trash
    retention: Retention
    collections: Control
    purges: Chores
    scrubs: Chores
    damages: Damages
    jobs: Jobs
    threads: Threads
    logins: Threads
    bodies: Budget
