"""ZIP codes offline, distances, and what service areas take in."""

import math
from typing import Any

import pytest

from knowledge.directory.hsds.near import EARTH_METRES, covers, metres, zip_code


def _area(**said: Any) -> dict[str, Any]:
    return {
        "name": None,
        "description": None,
        "extent": None,
        "extent_type": None,
        "serves_contra_costa": None,
    } | said


def test_a_zip_code_knows_its_county() -> None:
    richmond = zip_code("94801")

    assert richmond is not None
    assert (richmond.county, richmond.city, richmond.state) == ("Contra Costa", "Richmond", "CA")


@pytest.mark.parametrize("text", ["", "9480", "00000", "abcde", "94801-", "948011", "９４８０１", "94801\n"])
def test_what_is_no_zip_code_is_none(text: str) -> None:
    assert zip_code(text) is None


def test_nine_digits_count_as_their_five() -> None:
    assert zip_code("94801-1234") == zip_code("94801")


def test_a_degree_is_as_long_as_on_the_globe() -> None:
    concord = zip_code("94520")
    assert concord is not None
    degree = 2 * math.pi * EARTH_METRES / 360

    assert metres(concord, concord.latitude + 1, concord.longitude) == pytest.approx(degree, rel=1e-9)
    east = degree * math.cos(math.radians(concord.latitude))
    assert metres(concord, concord.latitude, concord.longitude + 1) == pytest.approx(east, rel=1e-3)
    assert metres(concord, concord.latitude, concord.longitude) == 0


@pytest.mark.parametrize(
    ("area", "postcode", "covered"),
    [
        (_area(name="Contra Costa County", serves_contra_costa=True), "94801", True),
        (_area(name="Alameda County", serves_contra_costa=False), "94801", False),
        (_area(name="Alameda County", serves_contra_costa=False), "94612", True),
        (_area(name="Nationwide", serves_contra_costa=True), "10001", True),
        (_area(name="California", serves_contra_costa=True), "90012", True),
        (_area(name="California", serves_contra_costa=True), "10001", False),
        (_area(name="City of Richmond"), "94801", True),
        (_area(name="Los Angeles County"), "94801", False),
        (_area(), "94801", True),
        (_area(name="Zone 4", extent='{"type": "Polygon"}', extent_type="geojson"), "94801", True),
    ],
)
def test_an_area_takes_in_what_its_words_say(area: dict[str, Any], postcode: str, covered: bool) -> None:
    place = zip_code(postcode)
    assert place is not None

    assert covers(area, place) is covered
