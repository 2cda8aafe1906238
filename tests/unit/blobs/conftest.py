"""Let the assertions that all drivers share say what they compared."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.unit.blobs.{name}" for name in ("steps", "suite_blobs", "suite_finish", "suite_names", "suite_uploads"))
)
