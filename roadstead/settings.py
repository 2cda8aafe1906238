"""One typed tree of settings: defaults, then the file, then the environment, then the command line.

The file is `roadstead.yml` in the data folder (or `ROADSTEAD_CONFIG`). The environment names a setting by its
path: `limits.manifest_bytes` is `ROADSTEAD_LIMITS_MANIFEST_BYTES`. `HARBOR_ADMIN_PASSWORD` sets the first
administrator's password.
"""

from __future__ import annotations

import ipaddress
import math
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

EXTERNAL_URL = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~/\-]*)?")

TRASH_DAYS = 3_650
"""Most days that anything is kept after it was deleted."""


class SettingsError(Exception):
    """A setting is wrong; the text names it, the rule and where it came from."""


class Section(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What every section of the tree is."""


class Limits(Section):
    """Bounds on what a client may send or hold. Sizes in bytes, times in seconds."""

    manifest_bytes: int = 4 << 20
    manifest_depth: int = 32
    manifest_descriptors: int = 10_000
    blob_bytes: int = 1 << 40
    bodies_bytes: int = 64 << 20  # of all bodies that are read into memory, beyond 4 KiB of each
    header_bytes: int = 64 << 10
    headers: int = 100
    header_seconds: float = 15.0
    idle_seconds: float = 75.0
    stall_seconds: float = 60.0
    uploads_per_user: int = 1_000
    upload_seconds: int = 7 * 86_400
    sweep_seconds: float = 300.0  # between two rounds of clearing up behind uploads
    stray_seconds: float = 3_600.0  # bytes without a session that lie so long were left by a crash
    lease_seconds: int = 86_400
    connections: int = 20_000
    drain_seconds: float = 30.0
    page: int = 10_000


class Tokens(Section):
    """Bearer tokens: `ES256` or `EdDSA`, service name as the challenge gives it."""

    algorithm: str = "ES256"
    service: str = "harbor-registry"
    issuer: str = "harbor-token-issuer"


class Jobs(Section):
    """`lanes`: jobs that this process works on at once."""

    lanes: int = 2


class Collection(Section):
    """How long a file outlives its row, for those who read it; how long what lost its tag is left alone."""

    reader_seconds: float = 1_200.0
    untagged_seconds: float = 7_200.0


class Trash(Section):
    """What is deleted can be restored for so many `days`, 0 for none; `in_quota`: it counts in the quota meanwhile."""

    days: int = 7
    in_quota: bool = False


class Scrub(Section):
    """How fast every blob is read again and again, in `bytes_per_second`."""

    bytes_per_second: int = 20 << 20


class Journal(Section):
    """What was pushed is written down in the storage too, after so many `seconds`."""

    seconds: float = 2.0


class Tls(Section):
    """Certificate and key files (PEM), or `self_signed` to make a pair in the data folder."""

    cert: str | None = None
    key: str | None = None
    self_signed: bool = False


class Log(Section):
    """`level` debug|info|warning|error; `access` all|changes|none; `format` json|text."""

    level: str = "info"
    access: str = "changes"
    format: str = "json"


class Settings(Section):
    """The whole tree. `data` is the one folder that holds everything a single node keeps."""

    data: str = "data"
    host: str = "0.0.0.0"  # noqa: S104 - a registry is there to be reached; documented
    port: int = 8080
    external_url: str | None = None
    trusted_proxies: str = "127.0.0.1 ::1"
    database_url: str | None = None
    admin_password: str | None = None
    secrets_key: str | None = None
    threads: int = 16
    sparse_manifests: bool = False
    configuration: dict[str, bool | int | str] = msgspec.field(default_factory=dict)
    configuration_overwrite: dict[str, bool | int | str] = msgspec.field(default_factory=dict)
    limits: Limits = msgspec.field(default_factory=Limits)
    tokens: Tokens = msgspec.field(default_factory=Tokens)
    jobs: Jobs = msgspec.field(default_factory=Jobs)
    trash: Trash = msgspec.field(default_factory=Trash)
    collection: Collection = msgspec.field(default_factory=Collection)
    journal: Journal = msgspec.field(default_factory=Journal)
    scrub: Scrub = msgspec.field(default_factory=Scrub)
    tls: Tls = msgspec.field(default_factory=Tls)
    log: Log = msgspec.field(default_factory=Log)

    @property
    def folder(self) -> Path:
        """The data folder, absolute."""
        return Path(self.data).absolute()

    @property
    def database(self) -> str:
        """The database's URL; SQLite in the data folder unless set."""
        return self.database_url or f"sqlite:///{self.folder / 'roadstead.db'}"

    @property
    def secrets_file(self) -> Path:
        """The keys that seal secrets in the database; in the data folder unless set."""
        return Path(self.secrets_key).absolute() if self.secrets_key else self.folder / "keys" / "secrets.key"

    @property
    def secure(self) -> bool:
        """Whether this process itself speaks TLS."""
        return bool(self.tls.self_signed or self.tls.cert)

    @property
    def realm(self) -> str:
        """Where tokens are given, for the challenge: from settings only, never from a request's Host."""
        base = self.external_url or f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}"
        return base.rstrip("/") + "/service/token"


def load(environ: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """The settings in force; `given` are the command line's (None = not given). Raises SettingsError."""
    tree: dict[str, Any] = {}
    data = given.get("data") or environ.get("ROADSTEAD_DATA") or Settings().data
    named = environ.get("ROADSTEAD_CONFIG")
    file = Path(named or Path(data) / "roadstead.yml")
    if named or file.exists():
        tree = _from_file(file)
        if "configuration_overwrite" in tree:
            raise SettingsError(f"{file}: configuration_overwrite is the environment's; write `configuration` here")
    _from_environment(tree, Settings, "ROADSTEAD", environ)
    if password := environ.get("HARBOR_ADMIN_PASSWORD"):
        tree["admin_password"] = password
    if overwrite := _overwrite(environ):
        tree["configuration_overwrite"] = overwrite
    for name, value in given.items():
        if value is not None:
            *above, last = name.split("__")
            node = tree
            for part in above:
                node = node.setdefault(part, {})
            node[last] = value
    try:
        settings = msgspec.convert(tree, Settings, strict=False)
    except msgspec.ValidationError as e:
        raise SettingsError(f"settings: {e} (from {file}, ROADSTEAD_… or the command line)") from e
    return _checked(settings)


def _from_file(file: Path) -> dict[str, Any]:
    import yaml  # only a file needs it

    try:
        tree = yaml.safe_load(file.read_text("utf-8")) or {}
    except yaml.YAMLError as e:
        raise SettingsError(f"{file}: not valid YAML: {e}") from e
    except UnicodeDecodeError as e:
        raise SettingsError(f"{file}: not UTF-8, at byte {e.start}") from e
    except OSError as e:
        raise SettingsError(f"{file}: {os.strerror(e.errno or 0)}") from e
    if not isinstance(tree, dict):
        raise SettingsError(f"{file}: must be a mapping of settings")
    return tree


def _from_environment(tree: dict[str, Any], section: type[Section], prefix: str, environ: Mapping[str, str]) -> None:
    for field in msgspec.structs.fields(section):
        name = f"{prefix}_{field.name.upper()}"
        if isinstance(field.type, type) and issubclass(field.type, Section):
            if tree.get(field.name) is None:  # nothing is set in it
                tree[field.name] = {}
            node = tree[field.name]
            if isinstance(node, dict):
                _from_environment(node, field.type, name, environ)
        elif (value := environ.get(name)) is not None:
            tree[field.name] = value


def _overwrite(environ: Mapping[str, str]) -> dict[str, Any]:
    """Keys of the configuration: all at once as JSON, or each by its name."""
    text = environ.get("CONFIG_OVERWRITE_JSON") or "{}"
    try:
        keys = msgspec.json.decode(text, type=dict[str, bool | int | str])
    except (msgspec.MsgspecError, UnicodeError):
        raise SettingsError("CONFIG_OVERWRITE_JSON: must be a JSON object of texts, numbers, true and false") from None
    start = "ROADSTEAD_CONFIGURATION_"
    return keys | {name.removeprefix(start).lower(): v for name, v in environ.items() if name.startswith(start)}


def _checked(settings: Settings) -> Settings:
    def require(name: str, value: object, allowed: tuple[object, ...]) -> None:
        if value not in allowed:
            raise SettingsError(f"{name}: {value!r} is none of {', '.join(map(str, allowed))}")

    require("tokens.algorithm", settings.tokens.algorithm, ("ES256", "EdDSA"))
    require("log.level", settings.log.level, ("debug", "info", "warning", "error"))
    require("log.access", settings.log.access, ("all", "changes", "none"))
    require("log.format", settings.log.format, ("json", "text"))
    for network in settings.trusted_proxies.split():
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise SettingsError(f"trusted_proxies: {network!r} is no address or network such as 10.0.0.0/8") from None
    if not 0 <= settings.port <= 65535:
        raise SettingsError(f"port: {settings.port} is not between 0 and 65535")
    if settings.database_url and not settings.database_url.startswith(("sqlite:///", "postgresql://")):
        kind, found, _ = settings.database_url.partition("://")  # the rest may hold a password
        raise SettingsError(f"database_url: {kind if found else ''}… is neither sqlite:///PATH nor postgresql://…")
    if settings.external_url and not EXTERNAL_URL.fullmatch(settings.external_url):
        raise SettingsError(f"external_url: {settings.external_url!r} is not http(s)://HOST[:PORT][/PATH]")
    if bool(settings.tls.cert) != bool(settings.tls.key):
        raise SettingsError("tls.cert and tls.key: give both or neither")
    if not 0 <= settings.trash.days <= TRASH_DAYS:
        raise SettingsError(f"trash.days: {settings.trash.days} is not between 0 and {TRASH_DAYS}")
    numbers = {"threads": float(settings.threads)}
    numbers |= {f"limits.{name}": value for name, value in msgspec.structs.asdict(settings.limits).items()}
    numbers |= {"jobs.lanes": settings.jobs.lanes, "scrub.bytes_per_second": settings.scrub.bytes_per_second}
    numbers |= {"journal.seconds": settings.journal.seconds}
    numbers |= {f"collection.{name}": value for name, value in msgspec.structs.asdict(settings.collection).items()}
    for name, number in numbers.items():
        if not 0 < number < math.inf:
            raise SettingsError(f"{name}: must be greater than 0")
    return settings
