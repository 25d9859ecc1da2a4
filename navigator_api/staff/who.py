"""Who stands behind a cookie or a key: asked at every request, so that a revocation holds at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from bot.text.language import Language
from knowledge.workspace import keys, sessions
from knowledge.workspace.account_tables import StaffAccount, StaffKey
from knowledge.workspace.sessions import FULL
from navigator_api.reading import reading
from navigator_api.staff import tokens
from navigator_api.staff.actor import Actor
from navigator_api.staff.roles import Roles

MACHINE = "machine"
_KEY = re.compile(r"puente_([0-9a-f]{16})_([0-9a-f]{64})")


@dataclass(frozen=True)
class Who:
    """Reads sessions and keys of a database; `secret` is PUENTE_SECRET_KEY, `now` aware."""

    engine: Engine
    secret: str
    roles: Roles
    now: Callable[[], datetime]

    def by_session(self, session_id: str, stage: str = FULL) -> Actor | None:
        """The person of a session at this stage; before the last without any permission."""
        if not session_id:
            return None
        now = self.now()
        with reading(self.engine, "staff") as session:
            found = sessions.alive(session, tokens.digest(session_id), now)
            if found is None or found[0].stage != stage:
                return None
            row, account = found
            actor = self._person(account, row.stage, session_id)
            if sessions.seen(row, now):
                _commit(session, row)
            return actor

    def by_key(self, key: str) -> Actor | None:
        """The machine of a key `puente_<id>_<secret>`."""
        parts = _KEY.fullmatch(key)
        if parts is None:
            return None
        now = self.now()
        with reading(self.engine, "staff") as session:
            row = keys.alive(session, parts[1], now)
            if row is None or not tokens.same(row.secret_hash, tokens.digest(parts[2])):
                return None
            actor = self._machine(row)
            if keys.used(row, now):
                _commit(session, row)
            return actor

    def _person(self, account: StaffAccount, stage: str, session_id: str) -> Actor:
        return Actor(
            account=account.id,
            name=account.name,
            role=account.role,
            permissions=self.roles.permissions(account.role) if stage == FULL else frozenset(),
            language=cast(Language, account.language),
            form_token=tokens.form_token(self.secret, session_id),
        )

    def _machine(self, key: StaffKey) -> Actor:
        """A permission that keys may no longer carry is not given to the keys that have it."""
        granted = frozenset(key.scopes.split()) & frozenset(self.roles.for_machines)
        return Actor(key.id, key.name, MACHINE, granted, "en", form_token="")


def _commit(session: Session, row: object) -> None:
    session.add(row)
    session.commit()
