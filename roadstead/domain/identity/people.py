"""Accounts as people see them: profiles, lists, searches; what they say of themselves; who administers."""

from __future__ import annotations

from collections.abc import Iterator

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.identity import people_store
from roadstead.domain.identity.model import Details, Profile, check_details
from roadstead.domain.identity.service import FIRST, known
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


class People:
    """Every call blocks: a worker thread's work."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def profile(self, account_id: int) -> Profile:
        """The account's. Raises Refusal NOT_FOUND."""
        return self.db.read(_profile, account_id)

    def all(self) -> Iterator[Profile]:
        """Every account, by name."""
        listing = Listing(page_size=0)
        while rows := self.db.read(people_store.page, listing)[0]:
            yield from map(_profile_of, rows)
            listing.page += 1

    def page(self, listing: Listing) -> tuple[list[Profile], int]:
        """(a page of accounts, the number of all), by name unless it is asked otherwise."""
        rows, total = self.db.read(people_store.page, listing)
        return [_profile_of(row) for row in rows], total

    def search(self, part: str, listing: Listing) -> tuple[list[tuple[int, str]], int]:
        """((id, name) of a page of accounts whose name holds `part`, the number of all)."""
        rows, total = self.db.read(people_store.search, part, listing)
        return [(row[0], row[1]) for row in rows], total

    def has_name(self, username: str) -> bool:
        """Whether anybody has this name now."""
        return self.db.read(people_store.has, "username", username)

    def has_email(self, email: str) -> bool:
        """Whether anybody has this address now."""
        return self.db.read(people_store.has, "email", email)

    def set_details(self, account_id: int, details: Details, *, actor: Actor) -> None:
        """Raises Refusal BAD_REQUEST (a rule, or the address is somebody else's), NOT_FOUND."""
        check_details(details)

        def change(tx: Tx) -> None:
            before = _profile(tx, account_id)
            email = before.email if details.email is None else details.email
            realname = before.realname if details.realname is None else details.realname
            comment = before.comment if details.comment is None else details.comment
            people_store.set_details(tx, account_id, email or None, realname, comment, now_ms())
            record(tx, Entry(actor, "update", "user", before.username, description="profile"))

        try:
            self.db.write(change)
        except IntegrityError:
            raise Refusal("BAD_REQUEST", "email: the e-mail address is taken") from None

    def set_sysadmin(self, account_id: int, sysadmin: bool, *, actor: Actor, by: int) -> None:
        """Give or take the administrator's right; `by` is the account that does so.

        Raises Refusal NOT_FOUND; FORBIDDEN to take it from the first account or from oneself.
        """
        if not sysadmin and account_id == FIRST:
            raise Refusal("FORBIDDEN", "the first administrator stays one")
        if not sysadmin and account_id == by:
            raise Refusal("FORBIDDEN", "nobody gives up their own right to administer: another administrator can")

        def change(tx: Tx) -> None:
            account = known(tx, account_id)
            people_store.set_sysadmin(tx, account_id, sysadmin, now_ms())
            text = "made a system administrator" if sysadmin else "a system administrator no more"
            record(tx, Entry(actor, "update", "user", account.username, description=text))
            tx.touch(f"account:{account_id}")

        self.db.write(change)


def _profile(tx: Tx, account_id: int) -> Profile:
    row = people_store.profile(tx, account_id)
    if row is None:
        raise Refusal("NOT_FOUND", "there is no such account")
    return _profile_of(row)


def _profile_of(row: Row) -> Profile:
    account_id, username, email, realname, comment, sysadmin, disabled, created_at, updated_at, seen_at = row
    flags = bool(sysadmin), bool(disabled)
    return Profile(
        account_id, username, email, realname, comment, *flags, created_at, updated_at or created_at, seen_at
    )
