"""The composition root: settings → stores → services → routes. The only file that knows every room."""

from __future__ import annotations

import asyncio
import logging
import random
import sys
from collections.abc import Callable

import uvloop

from roadstead import __version__
from roadstead.api.plane import ApiPlane
from roadstead.api.services import Services
from roadstead.blobs.driver import Storage
from roadstead.blobs.filesystem import Filesystem
from roadstead.db.database import Database, open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.access.keys import Keys
from roadstead.domain.access.service import Access
from roadstead.domain.access.tokens import Tokens
from roadstead.domain.audit.forwarding import Forwarding, Forwards
from roadstead.domain.audit.log import AuditLog
from roadstead.domain.catalog.additions import Additions
from roadstead.domain.catalog.artifacts import Artifacts
from roadstead.domain.catalog.copying import Copies
from roadstead.domain.catalog.examine import Examiner
from roadstead.domain.catalog.examine_stored import Examination
from roadstead.domain.catalog.pulls import Policy as PullPolicy
from roadstead.domain.catalog.pulls import Pulls
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.catalog.trash import Trash
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.chores.service import Chores, starter
from roadstead.domain.collection.control import Control
from roadstead.domain.collection.model import KIND as COLLECTION
from roadstead.domain.collection.model import Step, Times
from roadstead.domain.collection.service import Collection
from roadstead.domain.collection.tasks import Collector
from roadstead.domain.collection.tasks import fire as fire_collection
from roadstead.domain.config.model import Source
from roadstead.domain.config.service import Configuration
from roadstead.domain.groups.service import Groups
from roadstead.domain.identity.model import Policy
from roadstead.domain.identity.people import People
from roadstead.domain.identity.service import Identity
from roadstead.domain.immutability.service import Immutability
from roadstead.domain.journal.service import Journal, rebuilding
from roadstead.domain.labels.service import Labels
from roadstead.domain.overview.health import Health
from roadstead.domain.overview.service import Overview
from roadstead.domain.projects.model import UNLIMITED
from roadstead.domain.projects.model import Policy as ProjectPolicy
from roadstead.domain.projects.service import Projects
from roadstead.domain.purge.model import PURGE, SWEEP
from roadstead.domain.purge.tasks import Purger
from roadstead.domain.queues.service import Queues
from roadstead.domain.quotas.service import Quotas
from roadstead.domain.retention.service import RETENTION, Retention
from roadstead.domain.retention.service import fire as fire_retention
from roadstead.domain.retention.tasks import Keeper
from roadstead.domain.robots.model import Policy as RobotPolicy
from roadstead.domain.robots.service import Robots
from roadstead.domain.scrub.model import SCRUB
from roadstead.domain.scrub.service import Damages
from roadstead.domain.scrub.tasks import Scrubber
from roadstead.domain.sessions.service import Sessions
from roadstead.domain.uploads.service import Uploads
from roadstead.domain.uploads.sweep import STEP, Sweep
from roadstead.errors import Refusal
from roadstead.jobs.model import Kind
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import Starter
from roadstead.jobs.workers import Workers
from roadstead.kit import logs, memory
from roadstead.kit.sealing import Sealer
from roadstead.kit.threads import Threads
from roadstead.outbound.endpoint import parse_endpoint
from roadstead.portal.front import Front
from roadstead.portal.plane import Portal
from roadstead.registry.door import Door
from roadstead.registry.parts import Parts
from roadstead.registry.plane import Plane
from roadstead.registry.shelf import Shelf
from roadstead.server.budget import Budget
from roadstead.server.certificate import Certificate
from roadstead.server.files import open_files
from roadstead.server.forwarded import Proxies
from roadstead.server.serving import Serving
from roadstead.settings import Settings, SettingsError

log = logging.getLogger("roadstead")
LOGINS = 4
PULL_SECONDS = FORWARD_SECONDS = 1.0
JOB_SECONDS = 10.0
"""Jobs have so long to leave once all requests have ended."""
SWITCH_SECONDS = 0.0005


def assemble(settings: Settings, db: Database) -> Parts:
    """Everything that the data plane works with."""
    configuration = _configuration(settings, db)
    identity = Identity(db)
    storage = Filesystem(settings.folder)
    keys = Keys(settings.folder / "keys", settings.tokens.algorithm)
    tokens = Tokens(settings, keys, lambda: configuration.now().number("token_expiration"))
    return Parts(
        settings=settings,
        configuration=configuration,
        access=Access(
            db,
            identity,
            Projects(db, lambda: _projects(configuration)),
            tokens,
            settings,
            Robots(db, identity, lambda: _robots(configuration)),
        ),
        identity=identity,
        catalog=Catalog(db, _keeping(settings)),
        pulls=Pulls(db, lambda: _pulls(configuration)),
        examiner=Examiner(db, storage),
        uploads=Uploads(db, storage, settings.limits),
        storage=storage,
        shelf=Shelf(db.generations),
        threads=Threads(settings.threads, "work"),
        logins=Threads(LOGINS, "login"),
        bodies=Budget(settings.limits.bodies_bytes),
    )


def services_of(parts: Parts, db: Database) -> Services:
    """What the control plane works with: of the data plane, the same."""

    def policy() -> Policy:
        return _people(parts.configuration)

    keeping = _keeping(parts.settings)
    repositories = Repositories(db, keeping)
    return Services(
        settings=parts.settings,
        db=db,
        configuration=parts.configuration,
        audit_log=AuditLog(db),
        access=parts.access,
        identity=parts.identity,
        people=People(db),
        groups=Groups(db),
        sessions=Sessions(db, parts.identity, policy),
        policy=policy,
        projects=parts.access.projects,
        overview=Overview(db),
        health=Health(db, parts.settings.folder),
        catalog=parts.catalog,
        labels=Labels(db),
        robots=parts.access.robots,
        immutability=Immutability(db),
        quotas=Quotas(db),
        queues=Queues(db, [kind.name for kind in kinds_of(parts, db)]),
        additions=Additions(db, parts.storage),
        copies=Copies(db),
        repositories=repositories,
        artifacts=Artifacts(db, keeping),
        trash=Trash(db, repositories),
        collections=Control(db),
        purges=Chores(db, PURGE),
        scrubs=Chores(db, SCRUB),
        damages=Damages(db),
        retention=Retention(db),
        jobs=Jobs(db),
        threads=parts.threads,
        logins=parts.logins,
        bodies=parts.bodies,
    )


def _configuration(settings: Settings, db: Database) -> Configuration:
    """Raises SettingsError for a key or value that cannot be."""
    fixed: dict[str, tuple[Source, object]] = {}
    fixed |= {name: ("file", value) for name, value in settings.configuration.items()}
    fixed |= {name: ("environment", value) for name, value in settings.configuration_overwrite.items()}
    try:
        return Configuration(db, Sealer(settings.secrets_file), fixed)
    except Refusal as refusal:
        raise SettingsError(f"configuration: {refusal.message}") from None


def kinds_of(parts: Parts, db: Database) -> list[Kind]:
    """Every kind of job that there is."""
    return [
        Keeper(db, parts.catalog).kind(),
        Collector(collection_of(parts.settings, db, parts.storage)).kind(),
        Scrubber(db, parts.storage, parts.settings.scrub.bytes_per_second).kind(),
        *Purger(db, [*starters_of()]).kinds(),
    ]


def starters_of() -> dict[str, Starter]:
    """What the clock starts, by vendor type."""
    chores = {one.kind: starter(one) for one in (PURGE, SWEEP, SCRUB)}
    return {RETENTION: fire_retention, COLLECTION: fire_collection, **chores}


def collection_of(settings: Settings, db: Database, storage: Storage) -> Collection:
    """Garbage collection: what ends first, what goes then, whose files are removed."""
    limits, collection, keeping = settings.limits, settings.collection, _keeping(settings)
    sweep = Sweep(db, storage, limits.upload_seconds, limits.stray_seconds)
    repositories = Repositories(db, keeping)
    trash = Trash(db, repositories)
    ending = (
        Step(repositories.clear_deleted),
        Step(trash.clear),
        Step(sweep.end_sessions, STEP),
        Step(sweep.drop_strays, STEP),
        Step(sweep.end_leases, STEP),
    )
    times = Times(collection.reader_seconds, collection.untagged_seconds)
    return Collection(db, Catalog(db, keeping), ending, Step(sweep.unlink_due, STEP), times)


def _keeping(settings: Settings) -> Keeping:
    return Keeping(settings.trash.days, settings.trash.in_quota)


def _people(configuration: Configuration) -> Policy:
    now = configuration.now()
    return Policy(now.flag("self_registration"), now.number("session_timeout"))


def _robots(configuration: Configuration) -> RobotPolicy:
    now = configuration.now()
    return RobotPolicy(now.text("robot_name_prefix"), now.number("robot_token_duration"))


def _projects(configuration: Configuration) -> ProjectPolicy:
    now = configuration.now()
    storage = now.number("storage_per_project") if now.flag("quota_per_project_enable") else UNLIMITED
    return ProjectPolicy(now.text("project_creation_restriction") == "everyone", storage)


def _pulls(configuration: Configuration) -> PullPolicy:
    now = configuration.now()
    return PullPolicy(
        log=not now.flag("pull_audit_log_disable"),
        count=not now.flag("pull_count_update_disable"),
        time=not now.flag("pull_time_update_disable"),
    )


def _forwards(configuration: Configuration) -> Forwards:
    now = configuration.now()
    endpoint = parse_endpoint(now.text("audit_log_forward_endpoint"))
    return Forwards(endpoint, kept=not now.flag("skip_audit_log_database"))


def serve(settings: Settings, show: Callable[[str], None], announce: Callable[[str], None]) -> None:
    """Serve until told to stop; a fresh folder is set up first.

    `show` is called with the first administrator's password as soon as one was made up, since it is kept nowhere and
    the start may still fail; `announce` with the URL once connections are accepted.
    """
    memory.be_modest()
    logs.begin(settings.log.level, settings.log.format)
    open_files(settings.limits.connections)
    certificate = _certificate(settings)
    settings.folder.mkdir(parents=True, exist_ok=True)
    db = open_database(settings.database, settings.folder / "run")
    if rebuilding(db):
        raise SettingsError("a reindex was cut off, the database is half made: run `roadstead reindex` again")
    if (password := ensure_first(db, Identity(db), Projects(db), settings)) is not None:
        show(password)
    parts = assemble(settings, db)
    services = services_of(parts, db)
    front = Front(Plane(parts), ApiPlane(services), Portal(services), Proxies(settings.trusted_proxies))
    serving = Serving(front, _no_door, settings.limits, certificate)
    forwarding = Forwarding(db, lambda: _forwards(parts.configuration))
    nodes = settings.folder / "run" / "nodes"
    workers = Workers(db, kinds_of(parts, db), starters_of(), nodes, settings.jobs.lanes)
    if settings.log.access != "all":
        serving.door = Door(parts.shelf, parts.access.cached, lambda: serving.ok_line, parts.pulls.note).answer

    def ready(port: int) -> None:
        memory.settle()
        scheme = "https" if certificate else "http"
        url = settings.external_url or f"{scheme}://127.0.0.1:{port}"
        announce(url)
        workers.begin()
        log.info("ready", extra={"url": url, "version": __version__, "data": str(settings.folder)})

    async def run() -> None:
        sweep = Sweep(db, parts.storage, settings.limits.upload_seconds, settings.limits.stray_seconds)
        rounds = (sweep.run, Examination(parts.examiner).run, services.repositories.clear_deleted, services.trash.clear)
        seconds = settings.limits.sweep_seconds
        tasks = [asyncio.create_task(_again_and_again(one, parts.threads, seconds)) for one in rounds]
        tasks.append(asyncio.create_task(_again_and_again(parts.pulls.write, parts.threads, PULL_SECONDS)))
        tasks.append(asyncio.create_task(_again_and_again(forwarding.step, parts.threads, FORWARD_SECONDS)))
        pen = Journal(db, parts.storage)
        tasks.append(asyncio.create_task(_again_and_again(pen.write, parts.threads, settings.journal.seconds)))
        tasks.append(asyncio.create_task(_once(serving.stopping, workers.ask)))
        await serving.run(settings.host, settings.port, ready)
        for task in tasks:
            task.cancel()

    sys.setswitchinterval(SWITCH_SECONDS)  # the event loop waits no longer than that for a thread's bytecode
    uvloop.run(run())
    workers.end(JOB_SECONDS)
    parts.pulls.write()
    parts.threads.close()
    parts.logins.close()
    db.close()


def _no_door(data: bytes, address: str) -> bytes | None:
    return None


def _certificate(settings: Settings) -> Certificate | None:
    if settings.tls.cert and settings.tls.key:
        return Certificate(settings.tls.cert, settings.tls.key)
    if settings.tls.self_signed:
        from roadstead.server.self_signed import ensure_pair

        return Certificate(*ensure_pair(settings.folder / "tls"))
    return None


async def _once(event: asyncio.Event, then: Callable[[], None]) -> None:
    await event.wait()
    then()


async def _again_and_again(work: Callable[[], int], threads: Threads, seconds: float) -> None:
    """A round every `seconds`, not on all nodes at once: `work` until it says that nothing was left to do."""
    while True:
        try:
            while await threads.run(work):
                pass
        except Exception:
            log.exception("work in the background failed, it goes on later")
        await asyncio.sleep(seconds * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
