"""The way in: a password or a set-up code, then a second factor. Every step hands out a new session id.

A wrong password, an unknown name, a locked and a disabled account take the same statements and the same hash,
and give the same None, in a browser that knows the account (browsers.py) as in any other. A try is counted
before it is judged, so that tries at the same moment cannot outrun the lock; a right one is given back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlmodel import Session

from knowledge.workspace import accounts, audit, devices, factors, sessions
from knowledge.workspace.account_tables import StaffAccount
from navigator_api.reading import reading, writing
from navigator_api.staff import passkeys, tokens
from navigator_api.staff.browsers import Browsers, Try
from navigator_api.staff.desk import DOOR, Desk
from navigator_api.staff.place import Relying

# What a session is asked for, in staff_challenge.
SIGN_IN_KEY = "sign-in passkey"

# Tries of anybody in the last minute or two, and how long every sign-in then waits (seconds).
_SLOWING = ((200, 4.0), (60, 2.0), (20, 0.5))

Check = Callable[[Session, StaffAccount, str], bool]


@dataclass(frozen=True)
class Entered:
    """A new session, and how far it has come (sessions.STAGES).

    `device` is a new cookie for the browser: only where password and factor were both proved.
    """

    session_id: str
    stage: str
    device: str | None = None


class SignIn:
    """The steps of signing in over a database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.authenticator
        self._browsers = Browsers(desk)

    def pause(self) -> float:
        """How long the next sign-in must wait, whoever asks, while there are many."""
        with reading(self._desk.engine, DOOR) as session:
            tries = accounts.tries_lately(session, self._desk.now())
        return next((seconds for most, seconds in _SLOWING if tries >= most), 0.0)

    def password(self, name: str, password: str, device: str = "") -> Entered | None:
        """Name, password, the browser's cookie; raises passwords.Busy when too many are being compared."""
        now = self._desk.now()
        with writing(self._desk.engine, DOOR) as session:
            account = accounts.named(session, name)
            id_, kept = (account.id, account.password_hash) if account else ("", None)
            accounts.count_try(session, now)
            one = self._browsers.take_try(session, id_, device)
        fits = self._desk.passwords.fits(kept, password)
        with writing(self._desk.engine, DOOR) as session:
            account = accounts.by_id(session, id_)
            if account is None or account.disabled or not (one.allowed and fits):
                self._note_lock(session, account, one)
                return None
            self._browsers.give_back(session, one)
            return self._enter(session, account, _next_stage(session, account))

    def set_up_code(self, typed: str) -> Entered | None:
        """The one-time code that an admin gave; the next step is a new password."""
        now = self._desk.now()
        code_hash = tokens.digest(tokens.plain_code(typed))
        with writing(self._desk.engine, DOOR) as session:
            accounts.count_try(session, now)
            account = factors.take_code(session, code_hash, factors.SET_UP, now)
            if account is None:
                return None
            accounts.forget_tries(session, account.id)
            devices.forget_all(session, account.id)
            return self._enter(session, account, sessions.SET_UP)

    def new_password(self, session_id: str, password: str) -> Entered | None:
        """The password chosen after a set-up code (password_rules were asked); it ends all other sessions."""
        hashed = self._desk.passwords.hash(password)
        with writing(self._desk.engine, DOOR) as session:
            found = self._at(session, session_id, sessions.SET_UP)
            if found is None:
                return None
            found.password_hash = hashed
            session.add(found)
            sessions.end_all(session, found.id)
            devices.forget_all(session, found.id)
            self._record(session, found.id, "account.password")
            return self._enter(session, found, _next_stage(session, found))

    def code(self, session_id: str, typed: str, device: str = "") -> Entered | None:
        """The code of the authenticator app, each once."""
        return self._prove(
            session_id, device, lambda session, account, _: self._code_fits(session, account, typed)
        )

    def ask_passkey(self, session_id: str, account_id: str, relying: Relying) -> str | None:
        """What the browser is asked (JSON); None when the account has no passkey."""
        with writing(self._desk.engine, DOOR) as session:
            known = factors.passkeys(session, account_id)
            if not known:
                return None
            question = passkeys.ask_known(relying, known)
            given_to = tokens.digest(session_id)
            factors.give(session, given_to, SIGN_IN_KEY, question.challenge, self._desk.now())
            return question.options

    def passkey(self, session_id: str, answer: str, relying: Relying, device: str = "") -> Entered | None:
        """The browser's answer; the challenge is used up by it, right or wrong."""

        def fits(session: Session, account: StaffAccount, session_hash: str) -> bool:
            challenge = factors.take(session, session_hash, SIGN_IN_KEY, self._desk.now())
            known = factors.passkeys(session, account.id)
            used = passkeys.known_passkey(relying, challenge, answer, known) if challenge else None
            if used is None:
                return False
            row, sign_count = used
            row.sign_count = sign_count
            session.add(row)
            return True

        return self._prove(session_id, device, fits)

    def recovery_code(self, session_id: str, typed: str, device: str = "") -> Entered | None:
        """The code that another person gave: the lost factors are void, a new one is to be set up."""
        code_hash = tokens.digest(tokens.plain_code(typed))

        def fits(session: Session, account: StaffAccount, _: str) -> bool:
            owner = factors.take_code(session, code_hash, factors.RECOVERY, self._desk.now())
            if owner is None or owner.id != account.id:
                return False
            factors.remove_all(session, account.id)
            devices.forget_all(session, account.id)
            self._record(session, account.id, "recovery.used")
            return True

        return self._prove(session_id, device, fits)

    def ask_recovery(self, session_id: str) -> bool:
        """Somebody with the password says that the factor is lost; another person has to approve."""
        with writing(self._desk.engine, DOOR) as session:
            account = self._at(session, session_id, sessions.FACTOR)
            if account is None:
                return False
            factors.ask_recovery(session, account.id, self._desk.now())
            self._record(session, account.id, "recovery.asked")
            return True

    def out(self, session_id: str, account_id: str) -> None:
        """End this session."""
        with writing(self._desk.engine, DOOR) as session:
            sessions.end(session, tokens.digest(session_id))
            self._record(session, account_id, "sign_out.here")

    def out_everywhere(self, account_id: str) -> None:
        """End every session of the account, and let no browser know it any more."""
        with writing(self._desk.engine, DOOR) as session:
            sessions.end_all(session, account_id)
            devices.forget_all(session, account_id)
            self._record(session, account_id, "sign_out.everywhere")

    def _prove(self, session_id: str, device: str, check: Check) -> Entered | None:
        """A second factor. Wrong ones count like wrong passwords, until somebody has come all the way in."""
        now, session_hash = self._desk.now(), tokens.digest(session_id)
        with writing(self._desk.engine, DOOR) as session:
            account = self._at(session, session_id, sessions.FACTOR)
            if account is None:
                return None
            accounts.count_try(session, now)
            one = self._browsers.take_try(session, account.id, device)
            if not (one.allowed and check(session, account, session_hash)):
                session.refresh(account)
                self._note_lock(session, account, one)
                return None
            self._browsers.forget_tries(session, one)
            sessions.end(session, session_hash)
            entered = self._enter(session, account, _after_factor(session, account))
            if entered.stage != sessions.FULL:
                return entered
            return replace(entered, device=self._browsers.keep(session, account.id, device))

    def _code_fits(self, session: Session, account: StaffAccount, typed: str) -> bool:
        app = factors.totp(session, account.id)
        step = self._app.step(app.secret.encode(), typed, self._desk.now()) if app else None
        return step is not None and factors.use_step(session, account.id, step)

    def _note_lock(self, session: Session, account: StaffAccount | None, one: Try) -> None:
        if account is None or not one.allowed:
            return
        if one.filled_device:
            self._record(session, account.id, "device.locked")
        elif not one.device and account.failures >= accounts.MOST_FAILURES:
            self._record(session, account.id, "account.locked")

    def _enter(self, session: Session, account: StaffAccount, stage: str) -> Entered:
        accounts.forget_old_minutes(session, self._desk.now())
        session_id = tokens.new_id()
        sessions.start(session, tokens.digest(session_id), account.id, stage, self._desk.now())
        if stage == sessions.FULL:
            self._record(session, account.id, "sign_in.done")
        return Entered(session_id, stage)

    def _at(self, session: Session, session_id: str, stage: str) -> StaffAccount | None:
        found = sessions.alive(session, tokens.digest(session_id), self._desk.now())
        return found[1] if found is not None and found[0].stage == stage else None

    def _record(self, session: Session, account_id: str, action: str) -> None:
        at = self._desk.now()
        audit.record(
            session, at=at, account=account_id, action=action, entity="account", entity_id=account_id
        )


def _next_stage(session: Session, account: StaffAccount) -> str:
    return sessions.FACTOR if factors.count(session, account.id) else sessions.ENROL


def _after_factor(session: Session, account: StaffAccount) -> str:
    """All the way, unless the factors were just declared void."""
    return sessions.FULL if factors.count(session, account.id) else sessions.ENROL
