"""Points at which a test may kill, stall or fail the program; nothing in ordinary service.

`ROADSTEAD_FAULT=point:kill` sends SIGKILL to this process when it reaches the point, `point:fail` raises
OSError(EIO) there, `point:full` OSError(ENOSPC). The points are listed in `POINTS`; tests walk all of them.
"""

from __future__ import annotations

import errno
import os
import signal

POINTS = (
    "upload.before-flush",
    "upload.before-link",
    "upload.before-folder-flush",
    "upload.before-row",
    "upload.before-commit",
    "upload.after-commit",
    "manifest.before-row",
    "manifest.before-edges",
    "manifest.before-event",
    "manifest.before-commit",
    "manifest.after-commit",
    "delete.before-rows",
    "delete.before-commit",
    "delete.after-commit",
    "restore.before-rows",
    "restore.before-tags",
    "restore.before-commit",
    "restore.after-commit",
    "collection.before-look",
    "collection.before-log",
    "collection.before-commit",
    "collection.after-commit",
    "scrub.after-lot",
    "journal.before-segment",
    "journal.before-commit",
    "journal.before-clear",
    "reindex.after-blobs",
    "reindex.after-segment",
    "reindex.before-edges",
    "reindex.before-end",
    "unlink.before-files",
    "unlink.before-forget",
)

_point, _, _deed = os.environ.get("ROADSTEAD_FAULT", "").partition(":")
if _point and (_point not in POINTS or _deed not in ("kill", "fail", "full")):
    raise SystemExit(f"ROADSTEAD_FAULT: {_point}:{_deed} is no point and deed that is known")


def _reach(point: str) -> None:
    if point != _point:
        return
    if _deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(errno.ENOSPC if _deed == "full" else errno.EIO, f"asked for by ROADSTEAD_FAULT at {point}")


def _pass(point: str) -> None:
    pass


reach = _reach if _point else _pass
"""Called with the point's name where it lies in the code."""
