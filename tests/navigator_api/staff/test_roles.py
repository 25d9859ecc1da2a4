from itertools import pairwise

from navigator_api.staff.roles import Roles


def test_each_role_has_what_the_one_before_has() -> None:
    roles = Roles.load()
    assert roles.names == ("viewer", "navigator", "editor", "admin")
    held = [roles.permissions(name) for name in roles.names]
    assert all(less < more for less, more in pairwise(held))
    assert "self" in held[0]
    assert "accounts.manage" not in held[2]


def test_an_unknown_role_may_nothing() -> None:
    assert Roles.load().permissions("owner") == frozenset()


def test_machines_get_nothing_that_decides() -> None:
    allowed = Roles.load().for_machines
    assert "referrals.write" in allowed
    assert not [one for one in allowed if one == "self" or one.endswith((".manage", ".approve"))]
