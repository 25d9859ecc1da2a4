"""HSDS over HTTP: every path and parameter, in the published shapes, and nothing that is kept back."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.engine import engine
from knowledge.directory.hsds.schema import object_schema, page_schema
from knowledge.directory.hsds.views import View, full, listed, with_services
from knowledge.directory.hsds_ids import wire_id
from navigator_api.hsds.directory import Directory
from tests.knowledge.directory.hsds import foreign as foreign
from tests.knowledge.directory.hsds.official import official, problems
from tests.navigator_api.hsds.conftest import ADDRESS, LISTS, SEARCH, Caller, walk

SHAPES: list[tuple[str, dict[str, Any], View, str]] = [
    ("/services", {}, listed("service"), "compiled/service_list.json"),
    ("/services", {"full": True}, full("service"), "compiled/service.json"),
    ("/organizations", {}, listed("organization"), "compiled/organization_list.json"),
    ("/organizations", {"full": True}, with_services(complete=False), "compiled/organization.json"),
    ("/organizations", {"full_service": True}, with_services(complete=True), "compiled/organization.json"),
    ("/service_at_locations", {}, listed("service_at_location"), "compiled/service_at_location_list.json"),
    (
        "/service_at_locations",
        {"full": True},
        full("service_at_location"),
        "compiled/service_at_location.json",
    ),
    ("/taxonomies", {}, listed("taxonomy"), "taxonomy.json"),
    ("/taxonomy_terms", {}, listed("taxonomy_term"), "taxonomy_term.json"),
]
SINGLE: list[tuple[str, str, View, str]] = [
    ("/services", wire_id("service", "tcvap"), full("service"), "compiled/service.json"),
    ("/services", foreign.SERVICE, full("service"), "compiled/service.json"),
    ("/organizations", foreign.ORGANIZATION, with_services(complete=False), "compiled/organization.json"),
    (
        "/service_at_locations",
        foreign.PLACED,
        full("service_at_location"),
        "compiled/service_at_location.json",
    ),
    ("/taxonomies", wire_id("taxonomy", "needs"), full("taxonomy"), "taxonomy.json"),
    ("/taxonomy_terms", wire_id("taxonomy_term", "needs:food"), full("taxonomy_term"), "taxonomy_term.json"),
]


def test_the_door_says_which_hsds_it_speaks(hsds: Caller) -> None:
    for path in ("", "/"):
        assert hsds.get(path).json() == {
            "version": "3.1.1",
            "profile": f"{ADDRESS}/hsds/profile",
            "openapi_url": f"{ADDRESS}/openapi.json",
        }


@pytest.mark.parametrize(("path", "asked", "view", "_schema"), SHAPES)
def test_every_page_is_as_our_own_schema_says(
    hsds: Caller, path: str, asked: dict[str, Any], view: View, _schema: str
) -> None:
    page = hsds.get(path, per_page=100, **asked).json()

    assert not page["empty"]
    assert problems(page_schema(object_schema(view)), page) == []


@pytest.mark.parametrize(("path", "asked", "_view", "schema"), SHAPES)
def test_every_page_is_as_the_published_schema_says(
    hsds: Caller, path: str, asked: dict[str, Any], _view: View, schema: str
) -> None:
    page_of = official("openapi.json")["components"]["schemas"]["Page"]
    contents = {"type": "object", "properties": {"contents": {"type": "array", "items": official(schema)}}}
    page = hsds.get(path, per_page=100, **asked).json()

    assert problems({"allOf": [page_of, contents]}, page) == []
    assert set(page_of["properties"]) <= page.keys()


@pytest.mark.parametrize(("path", "id", "view", "_schema"), SINGLE)
def test_a_single_object_is_as_our_own_schema_says(
    hsds: Caller, path: str, id: str, view: View, _schema: str
) -> None:
    found = hsds.get(f"{path}/{id}").json()

    assert found["id"] == id
    assert problems(object_schema(view), found) == []


@pytest.mark.parametrize(("path", "id", "_view", "schema"), SINGLE)
def test_a_single_object_is_as_the_published_schema_says(
    hsds: Caller, path: str, id: str, _view: View, schema: str
) -> None:
    assert problems(official(schema), hsds.get(f"{path}/{id}").json()) == []


def test_every_published_path_and_parameter_is_there(hsds: Caller) -> None:
    published, ours = official("openapi.json"), hsds.app.openapi()
    for path, methods in published["paths"].items():
        for method in methods.keys() & {"get", "post"}:
            named = [
                one["$ref"].rsplit("/", 1)[-1] if "$ref" in one else one["name"]
                for one in methods[method].get("parameters", ())
            ]
            described = ours["paths"][f"/hsds{path}"][method]
            assert set(named) <= {one["name"] for one in described.get("parameters", ())}, path


@pytest.mark.parametrize("path", LISTS)
def test_the_pages_hold_everything_once(hsds: Caller, path: str) -> None:
    whole = walk(hsds, path)
    first = hsds.get(path, per_page=3).json()

    assert len({one["id"] for one in whole}) == len(whole) == first["total_items"]
    assert first["contents"] == whole[:3]
    assert first["size"] == len(first["contents"])
    assert first["total_pages"] == -(-len(whole) // 3)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_end_is_empty(hsds: Caller, path: str) -> None:
    page = hsds.get(path, page=10_000).json()

    assert (page["empty"], page["size"], page["contents"], page["last_page"]) == (True, 0, [], True)
    assert page["total_items"] > 0


@pytest.mark.parametrize("path", LISTS)
def test_what_is_posted_is_answered_like_what_is_got(hsds: Caller, path: str) -> None:
    got = hsds.get(path, search="a", per_page=2, page=1)

    assert got.status_code == 200
    assert hsds.post(path, {"search": "a", "per_page": 2}).json() == got.json()
    assert hsds.post(path, None, search="a", per_page=2).json() == got.json()
    assert hsds.post(path, {"search": "a"}, search="zzz", per_page=2).json() == got.json()


@pytest.mark.parametrize("path", LISTS)
def test_ndjson_gives_everything_a_line_each(hsds: Caller, path: str) -> None:
    answer = hsds.get(path, format="ndjson", per_page=1)

    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in answer.text.splitlines()] == walk(hsds, path)


def test_ndjson_can_be_full(hsds: Caller) -> None:
    lines = hsds.get("/services", format="ndjson", full=True).text.splitlines()

    assert json.loads(lines[0]) == hsds.get("/services", full=True, per_page=1).json()["contents"][0]


BAD = [
    ("/services", {"serach": "food"}, "serach"),
    ("/services", {"full_service": "true"}, "full_service"),
    ("/services", {"postcode": "94801"}, "postcode"),
    ("/services", {"page": "0"}, "page"),
    ("/services", {"per_page": "101"}, "per_page"),
    ("/services", {"per_page": "many"}, "per_page"),
    ("/services", {"format": "xml"}, "format"),
    ("/services", {"minimal": "perhaps"}, "minimal"),
    ("/services", {"modified_after": "last week"}, "modified_after"),
    ("/services", {"search": "\x00"}, "search"),
    ("/services", {"search": "a" * 201}, "search"),
    ("/organizations", {"organization_id": "x"}, "organization_id"),
    ("/service_at_locations", {"postcode": "00000"}, "postcode"),
    ("/service_at_locations", {"postcode": "94801", "proximity": "-1"}, "proximity"),
    ("/service_at_locations", {"postcode": "94801", "proximity": "nan"}, "proximity"),
    ("/taxonomies", {"full": "true"}, "full"),
    ("/taxonomy_terms", {"top_only": "2"}, "top_only"),
    ("/organizations/x", {"full": "true"}, "full"),
    ("/services/x", {"full": "true"}, "full"),
    ("/", {"full": "true"}, "full"),
]


@pytest.mark.parametrize(("path", "asked", "named"), BAD)
def test_a_parameter_that_does_not_fit_is_named(
    hsds: Caller, path: str, asked: dict[str, str], named: str
) -> None:
    answer = hsds.get(path, **asked)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"query/{named}"]


def test_a_posted_parameter_that_does_not_fit_is_named(hsds: Caller) -> None:
    answer = hsds.post("/services", {"serach": "food"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/serach"


def test_proximity_needs_a_postcode(hsds: Caller) -> None:
    answer = hsds.get("/service_at_locations", proximity=500)

    assert answer.status_code == 422
    assert "postcode" in answer.json()["detail"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("id", ["x", "tcvap", foreign.uuid(999), "%00", wire_id("organization", "tcvap")])
def test_an_unknown_id_is_not_found(hsds: Caller, path: str, id: str) -> None:
    answer = hsds.get(f"{path}/{id}")

    assert answer.status_code == 404
    assert answer.json()["title"] == "Not Found"


def test_an_id_in_capitals_is_the_same_id(hsds: Caller) -> None:
    assert hsds.get(f"/services/{wire_id('service', 'tcvap').upper()}").status_code == 200


def _kinds(view: View) -> int:
    return 1 + sum(_kinds(inner) for _, inner in view.nests)


@pytest.mark.parametrize(("path", "asked", "view", "_schema"), SHAPES)
def test_statements_count_with_the_kinds_of_objects_never_with_the_objects(
    hsds: Caller, path: str, asked: dict[str, Any], view: View, _schema: str
) -> None:
    assert hsds.get(path, per_page=100, **asked).status_code == 200

    # Beside one for each kind: what is wanted, the lines of services, and attributes, terms, taxonomies.
    assert 0 < hsds.statements <= _kinds(view) + 6


def test_nothing_that_is_kept_from_the_public_is_given_out(hsds: Caller, hsds_engine: Engine) -> None:
    given = "".join(hsds.get(path, format="ndjson", **asked).text for path, asked, _, _ in SHAPES)
    with Session(hsds_engine) as session:
        kept = [
            way.uuid
            for table in (tables.Phone, tables.Url, tables.Contact)
            for way in session.exec(select(table))
            if way.status or way.show_to
        ]
        hidden = session.exec(select(tables.Service).where(col(tables.Service.hidden_because).is_not(None)))
        kept += [service.uuid for service in hidden]

    assert len(kept) > 5
    assert [uuid for uuid in kept if uuid in given] == []
    assert "9 Hidden Lane" not in given


def test_the_profile_explains_every_attribute_of_ours_that_is_given(hsds: Caller) -> None:
    profile = hsds.get("/profile").json()
    explained = {term["id"]: set(term["link_entities"]) for term in profile["attributes"]["terms"]}
    text = hsds.get("/organizations", format="ndjson", full_service=True).text

    def attributes(value: Any) -> list[dict[str, Any]]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        own = [value] if isinstance(value, dict) and value.get("link_type") == "puente" else []
        return own + [found for one in inner for found in attributes(one)]

    given = [one for line in text.splitlines() for one in attributes(json.loads(line))]
    assert len(given) > 500
    assert [one for one in given if one["link_entity"] not in explained[one["taxonomy_term_id"]]] == []
    assert profile["$id"] == f"{ADDRESS}/hsds/profile"


def test_any_page_may_read_it(hsds: Caller) -> None:
    assert hsds.get("/services").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (f"/services/{foreign.SERVICE}", {}),
        *((path, {"format": kind}) for path in LISTS for kind in ("json", "ndjson")),
    ],
)
def test_without_a_database_it_says_so(tmp_path: Any, path: str, asked: dict[str, str]) -> None:
    empty = engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    answer = Caller(Directory(empty, SEARCH), empty).get(path, **asked)

    assert answer.status_code == 503
    assert answer.json()["status"] == 503
    empty.dispose()
