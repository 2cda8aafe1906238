"""The same world as the catalog's."""

from tests.unit.catalog.conftest import world

__all__ = ["world"]
