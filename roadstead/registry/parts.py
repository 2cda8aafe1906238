"""What the handlers of the data plane work with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from roadstead.blobs.driver import Storage
from roadstead.domain.access.service import Access
from roadstead.domain.catalog.examine import Examiner
from roadstead.domain.catalog.pulls import Pulls
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.config.service import Configuration
from roadstead.domain.identity.model import Unremembered
from roadstead.domain.identity.service import Identity
from roadstead.domain.uploads.service import Uploads
from roadstead.kit.threads import Threads
from roadstead.registry.shelf import Shelf
from roadstead.server.budget import Budget
from roadstead.settings import Settings

T = TypeVar("T")


class Parts(msgspec.Struct, frozen=True):
    """Made once, by `app.py`. `threads` is for units of work, `logins` for checks of passwords, which take long.

    `bodies` is the memory that there is for bodies of requests.
    """

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
    bodies: Budget

    async def login(self, work: Callable[..., T], *args: object, **kwargs: object) -> T:
        """`work`, which finds out who asks: first without computing, and only then where passwords wait their turn.

        So a flood of wrong ones keeps nobody waiting whose token or password was found right lately.
        """
        try:
            return await self.threads.run(work, *args, compute=False, **kwargs)
        except Unremembered:
            return await self.logins.run(work, *args, compute=True, **kwargs)
