"""Artifacts that no tag names: counted, and removed where that is asked for.

Their notes are looked at in every collection, so that they do not pile up; those of artifacts that are left are set
apart, and only a collection that removes such artifacts looks at them again.
"""

from __future__ import annotations

from functools import partial

from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.collection.model import Options, Tally, Watch
from roadstead.domain.collection.pace import Pace
from roadstead.errors import Refusal

ACTOR = Actor("garbage collection")
REASON = "untagged, removed by garbage collection"


def clear_untagged(catalog: Catalog, options: Options, before: int, tally: Tally, pace: Pace, watch: Watch) -> None:
    """Of what became untagged before that time (milliseconds since the epoch)."""
    seen: set[int] = set()
    for settled in (0, 1) if options.delete_untagged else (0,):
        after = (-1, 0)
        while (notes := pace.step(partial(catalog.untagged.look, settled, before, after))) is not None:
            after = notes.last
            if options.dry_run:
                seen.update(one.id for one in notes.bare)
                tally.purged_manifests = len(seen)
                continue
            if options.delete_untagged:
                for one in notes.bare:
                    try:
                        work = partial(catalog.untagged.remove, one, before, ACTOR, REASON)
                        tally.purged_manifests += pace.step(work)
                    except Refusal as refusal:
                        watch.log(f"{one.repository}@{one.digest} stays: {refusal.message}")
                watch.progress(artifacts=tally.purged_manifests)
            pace.step(partial(catalog.untagged.leave, notes))
