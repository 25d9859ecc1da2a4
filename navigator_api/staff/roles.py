"""Which role may do what, read from roles.yml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import yaml

ROLES_FILE = Path(__file__).with_name("roles.yml")
# What only a person may do: decide about accounts and keys, approve another's work, change the own profile.
_NOT_FOR_MACHINES = (".manage", ".approve")
SELF = "self"


class Roles:
    """The permissions of each role; a role has those of the roles before it."""

    def __init__(self, added: Mapping[str, list[str]]) -> None:
        self._permissions: dict[str, frozenset[str]] = {}
        so_far: frozenset[str] = frozenset()
        for role, more in added.items():
            so_far |= frozenset(more)
            self._permissions[role] = so_far

    @classmethod
    def load(cls, path: Path = ROLES_FILE) -> Self:
        """Read the file of this room, or another of its form."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    @property
    def names(self) -> tuple[str, ...]:
        """The roles, the one that may least first."""
        return tuple(self._permissions)

    def permissions(self, role: str) -> frozenset[str]:
        """What the role may do; nothing for a role that the file no longer has."""
        return self._permissions.get(role, frozenset())

    @property
    def for_machines(self) -> tuple[str, ...]:
        """The permissions that a key may carry, sorted."""
        everything = frozenset().union(*self._permissions.values())
        return tuple(sorted(one for one in everything if one != SELF and not one.endswith(_NOT_FOR_MACHINES)))
