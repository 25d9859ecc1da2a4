"""Whose count a try fills: the account's, or that of a browser in which its owner came in before.

Strangers who know a name can fill the account's count and keep every unknown browser out; one that knows the
account has a count of its own. `cookie` is always what the browser sent (cookies.read_device), or "".
"""

from dataclasses import dataclass

from sqlmodel import Session

from knowledge.workspace import accounts, audit, devices
from navigator_api.staff import tokens
from navigator_api.staff.desk import Desk


@dataclass(frozen=True)
class Try:
    """A counted try. `device` is the hash of the browser that is charged; empty: the account is.

    Only an `allowed` try may be judged right; `filled_device` says that the browser has no other left.
    """

    account_id: str
    device: str
    allowed: bool
    filled_device: bool


class Browsers:
    """The browsers that know accounts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hash(self, cookie: str, account_id: str) -> str:
        """The hash of the cookie's id; one that no row has where the cookie is not this account's."""
        return tokens.digest(tokens.device_id(self._desk.secret, cookie, account_id))

    def take_try(self, session: Session, account_id: str, cookie: str) -> Try:
        """Count a try before it is judged: the same statements for every name and every cookie.

        At most one count changes: nobody in a known browser fills the account's, and no stranger fills the
        browser's. A known browser that is locked is refused, it does not go on as a stranger's.
        """
        now, device = self._desk.now(), self.hash(cookie, account_id)
        took = devices.take_try(session, device, account_id, now)
        known = devices.known(session, device, account_id, now)
        counted = accounts.take_try(session, "" if known else account_id, now)
        if known is None:
            return Try(account_id, "", counted, False)
        return Try(account_id, device, took, took and known.failures >= accounts.MOST_FAILURES)

    def give_back(self, session: Session, one: Try) -> None:
        """The try was right: whoever was charged is so no longer."""
        if one.device:
            devices.give_back(session, one.device)
        else:
            accounts.give_back(session, one.account_id)

    def forget_tries(self, session: Session, one: Try) -> None:
        """Somebody came all the way in: the count that was charged begins anew, and only that one.

        A stranger's guesses stay counted when the owner comes in by a known browser: else each sign-in would
        give five new ones. That browser's count ends with its row, as `keep` changes its id.
        """
        if not one.device:
            accounts.forget_tries(session, one.account_id)

    def keep(self, session: Session, account_id: str, cookie: str) -> str:
        """The browser knows the account from now on; its new cookie.

        The id changes each time, so that a copied cookie dies at the owner's next sign-in. The old row goes
        whosever it was: the browser has room for one account.
        """
        now, before = self._desk.now(), self.hash(cookie, account_id)
        known = devices.known(session, before, account_id, now)
        since = known.created_at if known else None
        devices.forget(session, tokens.digest(cookie.partition(".")[0]))
        made = tokens.new_id()
        devices.keep(session, tokens.digest(made), account_id, now, since)
        if known is None:
            self._record(session, account_id, account_id, "device.kept")
        return tokens.device_cookie(self._desk.secret, made, account_id)

    def forget(self, session: Session, account_id: str, cookie: str) -> None:
        """Forget this browser, if it knows the account."""
        device = self.hash(cookie, account_id)
        if devices.known(session, device, account_id, self._desk.now()) is not None:
            devices.forget(session, device)
            self._record(session, account_id, account_id, "device.forgotten")

    def forget_all(self, session: Session, by: str, account_id: str) -> None:
        """Forget every browser that knows the account, because `by` asked for just that."""
        devices.forget_all(session, account_id)
        self._record(session, by, account_id, "device.forgotten")

    def _record(self, session: Session, by: str, account_id: str, action: str) -> None:
        at = self._desk.now()
        audit.record(session, at=at, account=by, action=action, entity="account", entity_id=account_id)
