"""What every storage driver must do (`roadstead/blobs/driver.py`), told once for all of them.

A driver's own test file inherits `DriverSuite` in a class named `Test…` and gives the fixture `reopen`: each call is
a new process's view of the same storage. Crashes are put at the points that the driver names with `faults.reach`.
"""

from __future__ import annotations

import pytest

from roadstead.blobs.driver import Storage
from tests.unit.blobs.steps import Reopen
from tests.unit.blobs.suite_blobs import BlobStories
from tests.unit.blobs.suite_finish import FinishStories
from tests.unit.blobs.suite_names import NameStories
from tests.unit.blobs.suite_segments import SegmentStories
from tests.unit.blobs.suite_uploads import UploadStories


class DriverSuite(UploadStories, FinishStories, BlobStories, NameStories, SegmentStories):
    """Inherit it and give the fixture `reopen`."""

    @pytest.fixture
    def storage(self, reopen: Reopen) -> Storage:
        return reopen()
