"""Second factors set up by somebody who is signed in, or who is on the way in without any."""

from dataclasses import dataclass

from sqlmodel import Session

from knowledge.workspace import audit, devices, factors, sessions
from navigator_api.reading import reading, writing
from navigator_api.staff import passkeys, tokens
from navigator_api.staff.browsers import Browsers
from navigator_api.staff.desk import DOOR, Desk
from navigator_api.staff.place import Relying
from navigator_api.staff.refused import Refused
from navigator_api.staff.sign_in import Entered

# What a session is asked for, in staff_challenge.
NEW_APP, NEW_KEY = "new app", "new passkey"


@dataclass(frozen=True)
class AppOffer:
    """An app's new secret: to type (base32), and as the address that the QR code holds."""

    secret: str
    address: str


@dataclass(frozen=True)
class Kept:
    """The factors of an account: an app or not, and the passkeys as (id, stamp of when it was made)."""

    app: bool
    passkeys: tuple[tuple[str, str], ...]


class Factors:
    """The second factors of accounts in a database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.authenticator

    def kept(self, account_id: str) -> Kept:
        """What the account has."""
        with reading(self._desk.engine, DOOR) as session:
            keys = tuple((one.id, one.created_at) for one in factors.passkeys(session, account_id))
            return Kept(factors.totp(session, account_id) is not None, keys)

    def offer_app(self, session_id: str, name: str) -> AppOffer:
        """The secret that this session was given to set up; the same one until it is used or 15 min old."""
        session_hash, now = tokens.digest(session_id), self._desk.now()
        with writing(self._desk.engine, DOOR) as session:
            given = factors.given(session, session_hash, NEW_APP, now)
            if given is None:
                given = self._app.new()
                factors.give(session, session_hash, NEW_APP, given, now)
        return AppOffer(self._app.readable(given), self._app.address(given, name))

    def add_app(self, session_id: str, account_id: str, typed: str) -> Entered | None:
        """Keep the offered app if its code was typed, instead of the app before. None for a wrong code."""
        session_hash, now = tokens.digest(session_id), self._desk.now()
        with writing(self._desk.engine, DOOR) as session:
            given = factors.given(session, session_hash, NEW_APP, now)
            step = self._app.step(given, typed, now) if given else None
            if given is None or step is None or factors.take(session, session_hash, NEW_APP, now) is None:
                return None
            factors.set_totp(session, account_id, given.decode(), step)
            return self._added(session, session_hash, account_id, "factor.app_added")

    def ask_passkey(self, session_id: str, account_id: str, name: str, relying: Relying) -> str:
        """What the browser is asked (JSON) to make a new passkey."""
        with writing(self._desk.engine, DOOR) as session:
            question = passkeys.ask_new(relying, account_id, name, factors.passkeys(session, account_id))
            given_to = tokens.digest(session_id)
            factors.give(session, given_to, NEW_KEY, question.challenge, self._desk.now())
            return question.options

    def add_passkey(self, session_id: str, account_id: str, answer: str, relying: Relying) -> Entered | None:
        """Keep the passkey that the browser made; None when its answer is not right."""
        session_hash, now = tokens.digest(session_id), self._desk.now()
        with writing(self._desk.engine, DOOR) as session:
            challenge = factors.take(session, session_hash, NEW_KEY, now)
            made = passkeys.new_passkey(relying, challenge, answer) if challenge else None
            if made is None:
                return None
            factors.add_passkey(session, made.id, account_id, made.public_key, made.sign_count, now)
            return self._added(session, session_hash, account_id, "factor.passkey_added")

    def remove(self, account_id: str, passkey_id: str | None) -> None:
        """Forget a passkey of the account, or its app (None). Raises Refused for the last factor."""
        with writing(self._desk.engine, DOOR) as session:
            before = factors.count(session, account_id)
            if passkey_id is None:
                factors.remove_totp(session, account_id)
            else:
                factors.remove_passkey(session, account_id, passkey_id)
            left = factors.count(session, account_id)
            if left == 0:
                raise Refused("staff.profile.last_factor")
            if left < before:
                self._record(session, account_id, "factor.removed")

    def _added(self, session: Session, session_hash: str, account_id: str, action: str) -> Entered:
        """More rights, so a new session id; all other sessions of the account end."""
        self._record(session, account_id, action)
        device = self._device(session, session_hash, account_id)
        sessions.end_all(session, account_id)
        made = tokens.new_id()
        sessions.start(session, tokens.digest(made), account_id, sessions.FULL, self._desk.now())
        return Entered(made, sessions.FULL, device)

    def _device(self, session: Session, session_hash: str, account_id: str) -> str | None:
        """The first factor ends a sign-in, so this browser is known from now on; no other is: none proved it.

        A factor that is added by somebody who is signed in changes nothing about browsers.
        """
        found = sessions.alive(session, session_hash, self._desk.now())
        if found is None or found[0].stage != sessions.ENROL:
            return None
        devices.forget_all(session, account_id)
        return Browsers(self._desk).keep(session, account_id, "")

    def _record(self, session: Session, account_id: str, action: str) -> None:
        at = self._desk.now()
        audit.record(
            session, at=at, account=account_id, action=action, entity="account", entity_id=account_id
        )
