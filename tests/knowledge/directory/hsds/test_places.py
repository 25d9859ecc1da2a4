"""No import brings in a place that nobody may know."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.directory.hsds.report import Report
from knowledge.directory.hsds_ids import wire_id
from tests.knowledge.directory.hsds import foreign as foreign

Take = Callable[..., Report]

SERVICE = ("services", 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name",), "Example Shelter"),
        ((*SERVICE, "name"), "Safe house for families"),
        (("locations", 0, "addresses", 0, "address_1"), "Confidential"),
        ((*SERVICE, "service_at_locations", 0, "location", "name"), "Undisclosed location"),
        ((*SERVICE, "attributes", 0, "taxonomy_term", "name"), "Domestic violence"),
        ((*SERVICE, "description"), "Emergency shelter for families. The address is confidential."),
    ],
)
def test_no_place_of_a_shelter_is_taken(
    take: Take, empty: Session, path: tuple[Any, ...], value: str
) -> None:
    report = take(foreign.sent(foreign.changed(path, value)))

    assert empty.exec(select(tables.Location)).all() == []
    assert empty.exec(select(tables.ServiceAtLocation)).all() == []
    assert empty.exec(select(tables.Address)).all() == []
    assert "confidential" in {one.why for one in report.refused}
    organization = empty.get(tables.Organization, foreign.ORGANIZATION)
    assert organization is not None
    assert organization.place == "never"
    assert foreign.ORGANIZATION in report.never


def test_a_place_that_a_confidential_service_of_another_shares_is_not_taken(
    take: Take, empty: Session
) -> None:
    data = foreign.directory()
    other = {"id": foreign.uuid(50), "name": "Night refuge", "description": "Beds", "services": [
        {"id": foreign.uuid(51), "name": "Beds", "status": "active", "service_at_locations": [
            {"id": foreign.uuid(52), "location_id": foreign.LOCATION}]}]}  # fmt: skip
    data["organizations"].append(other)

    take(data)

    assert empty.exec(select(tables.Location)).all() == []


def test_the_senders_word_that_a_place_is_confidential_counts(take: Take, empty: Session) -> None:
    data = foreign.organization()
    place = "puente_fields:place"
    data["attributes"] = [
        {
            "id": foreign.uuid(60),
            "link_type": "puente",
            "value": "never",
            "taxonomy_term": {"id": wire_id("taxonomy_term", place), "name": "place", "description": "Place"},
        }
    ]

    take(data)

    assert empty.exec(select(tables.Location)).all() == []


def test_a_refused_service_still_tells_that_the_place_is_a_shelter(take: Take, empty: Session) -> None:
    data = foreign.organization()
    data["services"].append({"id": foreign.uuid(61), "name": "Emergency shelter", "status": "full"})

    report = take(foreign.sent(data))

    assert ("service", "shape") in {(one.table, one.why) for one in report.refused}
    assert empty.exec(select(tables.Location)).all() == []


def test_no_import_gives_away_the_place_of_an_organization_whose_place_we_keep(
    take: Take, empty: Session
) -> None:
    empty.add(tables.Organization(id="kept", name="Casa Example", description="Kept", place="never"))
    empty.commit()
    data = foreign.organization()
    data["name"] = "CASA EXAMPLE, Richmond"

    take(foreign.sent(data))

    assert empty.exec(select(tables.Location)).all() == []
