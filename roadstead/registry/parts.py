"""What the handlers of the data plane work with."""

from __future__ import annotations

import msgspec

from roadstead.blobs.driver import Storage
from roadstead.domain.access.service import Access
from roadstead.domain.catalog.examine import Examiner
from roadstead.domain.catalog.pulls import Pulls
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.config.service import Configuration
from roadstead.domain.identity.service import Identity
from roadstead.domain.uploads.service import Uploads
from roadstead.kit.threads import Threads
from roadstead.registry.shelf import Shelf
from roadstead.settings import Settings


class Parts(msgspec.Struct, frozen=True):
    """Made once, by `app.py`. `threads` is for units of work, `logins` for checks of passwords, which take long."""

    settings: Settings
    configuration: Configuration
    access: Access
    identity: Identity
    catalog: Catalog
    pulls: Pulls
    examiner: Examiner
    uploads: Uploads
    storage: Storage
    shelf: Shelf
    threads: Threads
    logins: Threads

    def pool_for(self, authorization: bytes | None) -> Threads:
        """Where to find out who asks: passwords apart, so that a flood of them holds up nobody else."""
        return self.logins if authorization is not None and authorization[:6].lower() == b"basic " else self.threads
