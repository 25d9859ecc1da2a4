import pytest

from knowledge.directory.load import load_facts
from knowledge.directory.search.facets import UNKNOWN, facet
from knowledge.directory.search.query import MOST_PER_PAGE, Query, QueryRefused, filters, places, unknowns


def test_places_name_areas_of_the_taxonomy_and_leave_none_out() -> None:
    areas = {area.id for area in load_facts().taxonomy.areas}
    named = {area for served in places().values() for area in served}
    assert named == areas


def test_this_county_is_served_by_every_area_that_says_so() -> None:
    own = {area.id for area in load_facts().taxonomy.areas if area.serves_contra_costa}
    assert own <= places()["contra_costa"]
    assert not places()["contra_costa"] - own - {"los_angeles_any_caller"}


def test_an_unknown_place_is_refused_with_those_there_are() -> None:
    with pytest.raises(QueryRefused, match="no place 'fresno': use one of contra_costa, marin"):
        Query(place="fresno")


@pytest.mark.parametrize(
    "asked", [{"page": 0}, {"per_page": 0}, {"per_page": MOST_PER_PAGE + 1}, {"age": -1}]
)
def test_numbers_out_of_range_are_refused(asked: dict[str, int]) -> None:
    with pytest.raises(QueryRefused):
        Query(**asked)


def test_every_part_of_a_query_is_a_filter_and_lets_the_unknown_through() -> None:
    assert filters(Query()) == ()
    query = Query(place="outside_us", language="vi", cost="free", mode="call", age=16)
    assert len(filters(query)) == 5
    for kind, one in zip(("area", "age", "language", "cost", "mode"), filters(query), strict=True):
        assert facet(kind, UNKNOWN) in one


def test_only_what_was_asked_is_told_as_unknown() -> None:
    nothing_known = " ".join(facet(kind, UNKNOWN) for kind in ("area", "age", "language", "cost", "mode"))
    assert unknowns(Query(), nothing_known) == ()
    assert unknowns(Query(age=3, cost="free"), nothing_known) == ("age", "cost")
    assert unknowns(Query(age=3), facet("cost", UNKNOWN)) == ()
