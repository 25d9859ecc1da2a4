from datetime import date
from typing import Any

import pytest

from navigator_api.staff.desk import Desk
from navigator_api.staff.key_office import KeyOffice
from navigator_api.staff.refused import Refused

LAST_DAY = date(2027, 2, 20)


@pytest.fixture
def office(desk: Desk) -> KeyOffice:
    return KeyOffice(desk)


def test_the_key_is_told_once_and_kept_as_a_hash(office: KeyOffice, people: Any, desk: Desk) -> None:
    key = office.make(people.add("admin", role="admin"), "Food bank", ["referrals.read"], LAST_DAY)
    secret = key.split("_")[2]
    assert len(secret) * 4 == 256
    with desk.engine.connect() as connection:
        assert secret not in str(connection.exec_driver_sql("SELECT * FROM staff_key").fetchall())
    assert people.actions() == ["key.made"]


@pytest.mark.parametrize(
    "scopes",
    [["accounts.manage"], ["directory.approve"], ["recovery.approve"], ["self"], ["nothing.read"], [],
     ["referrals.read", "keys.manage"]],
)  # fmt: skip
def test_a_key_cannot_be_made_with_what_is_for_people(
    office: KeyOffice, people: Any, scopes: list[str]
) -> None:
    with pytest.raises(Refused, match="bad_scopes"):
        office.make(people.add("admin", role="admin"), "Food bank", scopes, LAST_DAY)
    assert office.everything() == []


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 11, 24)])
def test_a_key_ends_within_a_year(office: KeyOffice, people: Any, day: date) -> None:
    with pytest.raises(Refused, match="bad_day"):
        office.make(people.add("admin", role="admin"), "Food bank", ["referrals.read"], day)


def test_a_revoked_key_stays_in_the_list(office: KeyOffice, people: Any) -> None:
    admin = people.add("admin", role="admin")
    key = office.make(admin, "Food bank", ["referrals.read"], LAST_DAY)
    office.revoke(admin, key.split("_")[1])
    assert office.everything()[0].revoked_at == "2026-11-22T18:00:00Z"
    assert people.actions() == ["key.made", "key.revoked"]


def test_an_unknown_key_cannot_be_revoked(office: KeyOffice, people: Any) -> None:
    with pytest.raises(Refused, match=r"keys\.unknown"):
        office.revoke(people.add("admin", role="admin"), "0" * 16)
