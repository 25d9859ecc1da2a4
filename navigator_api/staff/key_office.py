"""Keys of machine clients: made, listed, revoked."""

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.workspace import audit, keys
from knowledge.workspace.account_tables import StaffKey
from navigator_api.reading import reading, writing
from navigator_api.staff import tokens
from navigator_api.staff.desk import DOOR, Desk
from navigator_api.staff.refused import Refused

LONGEST_LIFE = timedelta(days=366)
LONGEST_NAME = 60


class KeyOffice:
    """The keys in a database; `by` is the account of the person who does it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def everything(self) -> list[StaffKey]:
        """All keys, newest first."""
        with reading(self._desk.engine, DOOR) as session:
            found = list(keys.everything(session))
            session.expunge_all()
            return found

    def make(self, by: str, name: str, scopes: Sequence[str], expires_on: date) -> str:
        """The whole key, which is not kept. Raises Refused, naming what is wrong, before anything is made."""
        name = name.strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise Refused("staff.keys.bad_name")
        if not scopes or not set(scopes) <= set(self._desk.roles.for_machines):
            raise Refused("staff.keys.bad_scopes")
        now = self._desk.now()
        if not now.date() < expires_on <= now.date() + LONGEST_LIFE:
            raise Refused("staff.keys.bad_day")
        key_id, secret = tokens.short_id(), tokens.new_id()
        with writing(self._desk.engine, DOOR) as session:
            keys.add(
                session,
                key_id,
                name=name,
                secret_hash=tokens.digest(secret),
                scopes=scopes,
                made_by=by,
                expires_on=expires_on,
                now=now,
            )
            detail = {"scopes": " ".join(sorted(scopes)), "expires_on": expires_on.isoformat()}
            audit.record(
                session, at=now, account=by, action="key.made", entity="key", entity_id=key_id, detail=detail
            )
        return f"puente_{key_id}_{secret}"

    def revoke(self, by: str, key_id: str) -> None:
        """At once. Raises Refused for an unknown key."""
        now = self._desk.now()
        with writing(self._desk.engine, DOOR) as session:
            found = session.get(StaffKey, key_id)
            if found is None:
                raise Refused("staff.keys.unknown")
            keys.revoke(session, found, now)
            audit.record(session, at=now, account=by, action="key.revoked", entity="key", entity_id=key_id)
