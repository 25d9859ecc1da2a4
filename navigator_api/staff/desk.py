"""What everything about accounts needs from outside, in one hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from navigator_api.staff.authenticator import Authenticator
from navigator_api.staff.guard import Guard
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.roles import Roles
from navigator_api.staff.who import Who

DOOR = "staff"


@dataclass(frozen=True)
class Desk:
    """`secret` is PUENTE_SECRET_KEY; `now` gives aware times."""

    engine: Engine
    secret: str
    place: Place
    passwords: Passwords
    roles: Roles
    now: Callable[[], datetime]

    @property
    def authenticator(self) -> Authenticator:
        """Checks the codes of authenticator apps."""
        return Authenticator(self.secret)

    def guard(self) -> Guard:
        """The guard before every staff route."""
        return Guard(Who(self.engine, self.secret, self.roles, self.now), self.place.origins)
