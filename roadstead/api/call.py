"""One call of an operation: who calls, with which values, and what the handler may work with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from roadstead.api.contract import BASE, Operation
from roadstead.api.decoders import decode
from roadstead.api.parameters import Value
from roadstead.api.query import read_listing
from roadstead.api.reply import Reply, listed
from roadstead.api.services import Services
from roadstead.db.keyset import after_rows, read_token, rows_before, wrong
from roadstead.db.listing import Listing
from roadstead.domain.access.caller import Caller
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.server.http import Request

T = TypeVar("T")


class Call:
    """Made for each request. `project` is set where the operation's guard is one of a project."""

    def __init__(
        self, services: Services, request: Request, operation: Operation, values: dict[str, Value], body: bytes
    ) -> None:
        self.services = services
        self.request = request
        self.operation = operation
        self.values = values
        self.caller = Caller("anonymous")
        self.demanded = False
        self._body = body
        self._project: Standing | None = None

    @property
    def project(self) -> Standing:
        """The project of the path, which the guard has found and opened."""
        assert self._project is not None, f"{self.operation.id} has no guard of a project"
        return self._project

    @project.setter
    def project(self, standing: Standing) -> None:
        self._project = standing

    # ---- values

    def text(self, name: str, default: str = "") -> str:
        """A text of path, query or header."""
        value = self.values.get(name, default)
        assert isinstance(value, str), name
        return value

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name, default)
        assert isinstance(value, int), name
        return value

    def flag(self, name: str) -> bool:
        """A flag; False when it is not given."""
        return bool(self.values.get(name, False))

    def given(self, name: str) -> bool:
        """Whether the parameter was sent or has a default."""
        return name in self.values

    def body(self, kind: type[T]) -> T:
        """The body; fields that `kind` lacks mean nothing.

        Raises Refusal BAD_REQUEST that names field and rule, UNPROCESSABLE_ENTITY where the contract has only that.
        """
        try:
            return decode(self._body, kind)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
            codes = self.operation.codes
            code = "UNPROCESSABLE_ENTITY" if 422 in codes and 400 not in codes else "BAD_REQUEST"
            raise Refusal(code, f"body: {e}") from None

    def listing(self) -> Listing:
        """What `q`, `sort`, `page` or `page_token`, and `page_size` ask for."""
        found = read_listing(self.text("q"), self.text("sort"), self.number("page", 1), self.number("page_size", 10))
        if token := self.text("page_token"):
            found.begin = rows_before(read_token(token))
        return found

    # ---- rights

    def demand(self, resource: str, action: str, standing: Standing | None = None) -> None:
        """Raises Refusal unless the caller may, in that project or (None) in the system."""
        self.demanded = True
        caller = self.caller
        may = (
            caller.may_in_system(resource, action)
            if standing is None
            else caller.may_in_project(standing, resource, action)
        )
        if not may:
            raise self.denied()

    def denied(self) -> Refusal:
        """UNAUTHORIZED for those who may become somebody, FORBIDDEN for those who are."""
        if not self.caller.known:
            return Refusal("UNAUTHORIZED", "authentication is required: sign in, or send a user name and password")
        return Refusal("FORBIDDEN", f"{self.caller.name} is not allowed to do this")

    # ---- answers

    def page(self, listing: Listing, items: Sequence[object], total: int) -> Reply:
        """One page of a list of `total` rows. Raises Refusal BAD_REQUEST for the token of a list of another kind."""
        by_token = bool(self.text("page_token"))
        if by_token and listing.begin is None:
            raise wrong()
        size, offset = listing.window
        following = after_rows(offset + size).token() if offset + size < total else None
        return listed(self.request.path, self.request.pairs(), listing, items, None if by_token else total, following)

    def created(self, *segments: object) -> Reply:
        """201; the new thing lies at these segments below the path that was called."""
        place = "/".join([self.request.path.rstrip("/"), *map(str, segments)])
        return Reply(201, headers=[(b"location", place.encode())])

    @staticmethod
    def at(*segments: object) -> str:
        """A path of the API."""
        return "/".join([BASE, *map(str, segments)])
