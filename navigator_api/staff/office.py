"""What admins do to accounts, and what people do to their own: each with its row in the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from bot.text.language import LANGUAGES
from knowledge.workspace import accounts, audit, devices, factors, sessions
from knowledge.workspace.account_tables import StaffAccount
from navigator_api.reading import reading, writing
from navigator_api.staff import password_rules, tokens
from navigator_api.staff.browsers import Browsers
from navigator_api.staff.desk import DOOR, Desk
from navigator_api.staff.refused import Refused

LONGEST_NAME = 40
SHORTEST_NAME = 3
_NAME_SIGNS = ".-_"
_SESSION_NAME = 12


@dataclass(frozen=True)
class Listed:
    """An account as the list shows it; `waiting_since` is a stamp when it asked for a new factor."""

    id: str
    name: str
    role: str
    disabled: bool
    set_up: bool
    waiting_since: str | None


@dataclass(frozen=True)
class OwnSession:
    """A session as its owner sees it; `name` is the start of its hash, and opens nothing."""

    name: str
    created_at: str
    seen_at: str
    here: bool


@dataclass(frozen=True)
class OwnBrowser:
    """A browser that knows the account, as its owner sees it: two days (UTC), and nothing that names it."""

    since: str
    used_on: str
    here: bool


class Office:
    """Accounts in a database; `by` is always the account of the person who does it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._browsers = Browsers(desk)

    def everybody(self) -> list[Listed]:
        """All accounts by name."""
        with reading(self._desk.engine, DOOR) as session:
            waiting = factors.asked_recovery(session)
            return [
                Listed(one.id, one.name, one.role, one.disabled, bool(one.password_hash), waiting.get(one.id))
                for one in accounts.everybody(session)
            ]

    def invite(self, by: str, name: str, role: str, language: str) -> str:
        """A new account; its one-time set-up code. Raises Refused for a bad name, or one that is taken."""
        plain = accounts.plain_name(name)
        if not SHORTEST_NAME <= len(plain) <= LONGEST_NAME or not _is_name(plain):
            raise Refused("staff.accounts.bad_name")
        if role not in self._desk.roles.names or language not in LANGUAGES:
            raise Refused("staff.accounts.bad_role")
        with writing(self._desk.engine, DOOR) as session:
            if accounts.named(session, plain) is not None:
                raise Refused("staff.accounts.name_taken")
            made = accounts.add(session, tokens.short_id(), plain, role, language, self._desk.now())
            self._record(session, by, "account.invited", made.id, {"role": role})
            return self._code(session, made.id, factors.SET_UP)

    def new_set_up_code(self, by: str, account_id: str) -> str:
        """For a forgotten password: its factors stay, so the code alone does not open the account."""
        with writing(self._desk.engine, DOOR) as session:
            account = self._account(session, account_id)
            devices.forget_all(session, account.id)
            self._record(session, by, "account.set_up_code", account.id)
            return self._code(session, account.id, factors.SET_UP)

    def set_role(self, by: str, account_id: str, role: str) -> None:
        """From the next request on. Raises Refused for the own account, and for an unknown role."""
        with writing(self._desk.engine, DOOR) as session:
            account = self._anothers(session, by, account_id)
            if role not in self._desk.roles.names:
                raise Refused("staff.accounts.bad_role")
            account.role = role
            session.add(account)
            self._record(session, by, "account.role", account.id, {"role": role})

    def set_disabled(self, by: str, account_id: str, disabled: bool) -> None:
        """Ends the account's sessions, too, and no browser knows it. Raises Refused for the own account."""
        with writing(self._desk.engine, DOOR) as session:
            account = self._anothers(session, by, account_id)
            accounts.set_disabled(session, account, disabled)
            devices.forget_all(session, account.id)
            self._record(session, by, "account.disabled" if disabled else "account.enabled", account.id)

    def approve_recovery(self, by: str, account_id: str) -> str:
        """The code to give face to face. Raises Refused for the own account, and where nobody asked."""
        with writing(self._desk.engine, DOOR) as session:
            account = self._anothers(session, by, account_id)
            if not factors.answer_recovery(session, account.id):
                raise Refused("staff.accounts.nobody_asked")
            devices.forget_all(session, account.id)
            self._record(session, by, "recovery.approved", account.id)
            return self._code(session, account.id, factors.RECOVERY)

    def forget_browsers(self, by: str, account_id: str) -> None:
        """No browser knows the account any more; its sessions stay. Raises Refused for the own account."""
        with writing(self._desk.engine, DOOR) as session:
            self._browsers.forget_all(session, by, self._anothers(session, by, account_id).id)

    def set_language(self, account_id: str, language: str) -> None:
        """The language of the account's pages. Raises Refused for one that there is not."""
        if language not in LANGUAGES:
            raise Refused("staff.profile.bad_language")
        with writing(self._desk.engine, DOOR) as session:
            account = self._account(session, account_id)
            account.language = language
            session.add(account)
            self._record(session, account_id, "account.language", account_id, {"language": language})

    def change_password(
        self, session_id: str, account_id: str, current: str, new: str, device: str = ""
    ) -> None:
        """Ends the other sessions, and no browser knows the account any more.

        Raises Refused for a bad new password; a wrong old one counts as a try, of the browser if it is known.
        """
        with writing(self._desk.engine, DOOR) as session:
            account = self._account(session, account_id)
            if word := password_rules.refusal(new, account.name):
                raise Refused(word)
            kept = account.password_hash
            one = self._browsers.take_try(session, account_id, device)
        if not (self._desk.passwords.fits(kept, current) and one.allowed):
            raise Refused("staff.profile.wrong_password")
        hashed = self._desk.passwords.hash(new)
        with writing(self._desk.engine, DOOR) as session:
            account = self._account(session, account_id)
            account.password_hash = hashed
            session.add(account)
            session.flush()
            self._browsers.give_back(session, one)
            devices.forget_all(session, account_id)
            sessions.end_all(session, account_id, but=tokens.digest(session_id))
            self._record(session, account_id, "account.password", account_id)

    def own_sessions(self, session_id: str, account_id: str) -> list[OwnSession]:
        """The account's sessions, the one used last first."""
        here = tokens.digest(session_id)
        with reading(self._desk.engine, DOOR) as session:
            return [
                OwnSession(row.id_hash[:_SESSION_NAME], row.created_at, row.seen_at, row.id_hash == here)
                for row in sessions.of_account(session, account_id, self._desk.now())
            ]

    def own_browsers(self, device: str, account_id: str) -> list[OwnBrowser]:
        """The browsers that know the account, the one used last first."""
        here = self._browsers.hash(device, account_id)
        with reading(self._desk.engine, DOOR) as session:
            return [
                OwnBrowser(row.created_at, row.used_at, row.id_hash == here)
                for row in devices.of_account(session, account_id, self._desk.now())
            ]

    def forget_own_browser(self, account_id: str, device: str) -> None:
        """This browser knows the account no longer."""
        with writing(self._desk.engine, DOOR) as session:
            self._browsers.forget(session, account_id, device)

    def _code(self, session: Session, account_id: str, purpose: str) -> str:
        code = tokens.new_code()
        factors.add_code(session, tokens.digest(code), account_id, purpose, self._desk.now())
        return code

    def _anothers(self, session: Session, by: str, account_id: str) -> StaffAccount:
        """Nobody decides about the own account: not the role, not its factors."""
        if by == account_id:
            raise Refused("staff.accounts.own")
        return self._account(session, account_id)

    def _account(self, session: Session, account_id: str) -> StaffAccount:
        found = accounts.by_id(session, account_id)
        if found is None:
            raise Refused("staff.accounts.unknown")
        return found

    def _record(
        self,
        session: Session,
        by: str,
        action: str,
        account_id: str,
        detail: Mapping[str, str | int] | None = None,
    ) -> None:
        audit.record(
            session,
            at=self._desk.now(),
            account=by,
            action=action,
            entity="account",
            entity_id=account_id,
            detail=detail,
        )


def _is_name(plain: str) -> bool:
    return plain[:1].isalpha() and all(letter.isalnum() or letter in _NAME_SIGNS for letter in plain)
