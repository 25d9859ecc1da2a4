"""What each filter of the HSDS lists finds."""

import pytest

from tests.knowledge.directory.hsds import foreign as foreign
from tests.navigator_api.hsds.conftest import Caller, walk


def test_words_find_services(hsds: Caller) -> None:
    for path, id in (("/services", foreign.SERVICE), ("/service_at_locations", foreign.PLACED)):
        assert walk(hsds, path, search="groceries every week")[0]["id"] == id
        assert walk(hsds, path, search="groceries every week", organization_id=foreign.uuid(999)) == []


def test_words_find_organizations_and_terms(hsds: Caller) -> None:
    assert [one["id"] for one in walk(hsds, "/organizations", search="example pantry")] == [
        foreign.ORGANIZATION
    ]
    assert foreign.TERM in {one["id"] for one in walk(hsds, "/taxonomy_terms", search="PANTRY")}


def test_terms_and_organizations_narrow_services(hsds: Caller) -> None:
    for path, id in (("/services", foreign.SERVICE), ("/service_at_locations", foreign.PLACED)):
        for asked in (
            {"taxonomy_term_id": foreign.TERM},
            {"taxonomy_id": foreign.TAXONOMY},
            {"organization_id": foreign.ORGANIZATION},
        ):
            assert [one["id"] for one in walk(hsds, path, **asked)] == [id]
        assert walk(hsds, path, taxonomy_id=foreign.TAXONOMY, organization_id=foreign.uuid(1000)) == []


def test_organizations_are_found_by_the_terms_of_their_services(hsds: Caller) -> None:
    found = walk(hsds, "/organizations", taxonomy_term_id=foreign.TERM)

    assert [one["id"] for one in found] == [foreign.ORGANIZATION]


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2026-10-01", True),
        ("2026-10-01T16:00:00Z", True),
        ("2026-10-01T09:00:00-07:00", True),
        ("2026-10-01T16:00:01Z", False),
    ],
)
def test_what_changed_at_or_after_a_moment(hsds: Caller, moment: str, there: bool) -> None:
    for path, id in (("/services", foreign.SERVICE), ("/service_at_locations", foreign.PLACED)):
        found = walk(hsds, path, modified_after=moment, organization_id=foreign.ORGANIZATION)
        assert (id in {one["id"] for one in found}) is there


def test_minimal_gives_ids_on_one_page(hsds: Caller) -> None:
    page = hsds.get("/services", minimal=True).json()

    assert page["total_pages"] == 1
    assert page["size"] == page["total_items"] > 50
    assert {key for one in page["contents"] for key in one} <= {"id", "last_modified"}
    assert {"id": foreign.SERVICE, "last_modified": "2026-10-01T16:00:00Z"} in page["contents"]


@pytest.mark.parametrize(
    ("postcode", "metres", "there"),
    [("94801", 3_000, True), ("94801", 100, False), ("94520", 20_000, False), ("94520", 40_000, True)],
)
def test_places_in_the_circle_around_a_zip_code(
    hsds: Caller, postcode: str, metres: int, there: bool
) -> None:
    found = walk(hsds, "/service_at_locations", postcode=postcode, proximity=metres)

    assert bool(found) is there


@pytest.mark.parametrize(("postcode", "there"), [("94520", True), ("94612", False)])
def test_places_whose_service_area_takes_in_a_zip_code(hsds: Caller, postcode: str, there: bool) -> None:
    assert bool(walk(hsds, "/service_at_locations", postcode=postcode)) is there


def test_terms_at_the_top_and_below_one(hsds: Caller) -> None:
    top = {one["id"] for one in walk(hsds, "/taxonomy_terms", taxonomy_id=foreign.TAXONOMY, top_only=True)}
    below = {one["id"] for one in walk(hsds, "/taxonomy_terms", parent_id=foreign.PARENT_TERM)}

    assert (top, below) == ({foreign.PARENT_TERM}, {foreign.TERM})
