"""`python -m navigator_api.staff.make_account NAME ROLE [LANGUAGE]`: an account, by who runs the server.

Prints a one-time set-up code; no password is ever on a command line. For a name that exists it prints a new
code: that is the way back for an only admin who forgot the password.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import accounts
from navigator_api import settings
from navigator_api.errors import Problem
from navigator_api.settings import Settings
from navigator_api.staff.desk import Desk
from navigator_api.staff.office import Office
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.refused import Refused
from navigator_api.staff.roles import Roles

# Stands in the audit log as the account that did it.
COMMAND = "command line"
_USAGE = "Say who, and as what: make account NAME=maria ROLE=admin [SPEAKS=es]. Roles: {roles}."
_REASONS = {
    "staff.accounts.bad_name": "NAME needs 3 to 40 letters or digits, a letter first; . - _ are fine.",
    "staff.accounts.bad_role": "ROLE must be one of {roles}, SPEAKS en or es.",
    "staff.accounts.other_role": "{name} exists with another role; change it on the page Accounts.",
}


def main(arguments: Sequence[str], chosen: Settings) -> int:
    """0 when a code was printed; 2, with what to change, when none was."""
    roles = Roles.load()
    listed = ", ".join(roles.names)
    if len(arguments) not in (2, 3) or not all(arguments):
        return _complain(_USAGE.format(roles=listed))
    name, role, language = (*arguments, "en")[:3]
    migrate(chosen.database_url)
    made = engine(chosen.database_url)
    address = chosen.public_url or f"http://127.0.0.1:{chosen.port}"
    place = Place.of(chosen.public_url, chosen.port, development=chosen.environment == "development")
    secret = chosen.secret_key.get_secret_value()
    desk = Desk(made, secret, place, Passwords(), roles, lambda: datetime.now(UTC))
    try:
        code = _code(desk, name, role, language)
    except Refused as refused:
        return _complain(_REASONS[refused.word].format(roles=listed, name=accounts.plain_name(name)))
    except Problem as problem:
        return _complain(problem.detail)
    finally:
        made.dispose()
    page = f"{address}/navigator/set-up"
    sys.stdout.write(f"Open {page} within 24 hours and type this code, which works once:\n\n  {code}\n\n")
    return 0


def _code(desk: Desk, name: str, role: str, language: str) -> str:
    with Session(desk.engine) as session:
        found = accounts.named(session, name)
        known = (found.id, found.role) if found else None
    if known is None:
        return Office(desk).invite(COMMAND, name, role, language)
    if known[1] != role:
        raise Refused("staff.accounts.other_role")
    return Office(desk).new_set_up_code(COMMAND, known[0])


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], settings.load()))
