import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import Engine, create_engine

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.meaning import encoder
from navigator_api import errors
from navigator_api.api.service_schemas import ServicesOut
from navigator_api.api.services import Services, router

PATH = "/api/v1/services"
# A Monday, 10 a.m. in California.
OFFICE_HOURS = datetime(2026, 11, 23, 18, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'directory.sqlite3'}"
    build(url)
    made = engine(url)
    yield made
    made.dispose()


class Caller:
    """Asks the door over a database, as of a time."""

    def __init__(self, database: Engine, now: datetime = OFFICE_HOURS) -> None:
        self._app = FastAPI()
        self._app.include_router(router(Services(database, encoder, lambda: now)))
        errors.install(self._app)

    def get(self, params: dict[str, Any] | None = None) -> httpx.Response:
        return asyncio.run(self._get(params))

    async def _get(self, params: dict[str, Any] | None) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="https://line.example.org") as client:
            return await client.get(PATH, params=params)


@pytest.fixture(scope="module")
def ask(directory: Engine) -> Any:
    caller = Caller(directory)

    def answer(**parameters: Any) -> dict[str, Any]:
        response = caller.get(parameters)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    return answer


def services(found: dict[str, Any]) -> list[str]:
    return [one["service"] for one in found["results"]]


@pytest.mark.parametrize("words", ["mi patron no me paga", "wage claim", "boss wont pay me"])
def test_words_of_either_language_find_what_is_meant(ask: Any, words: str) -> None:
    assert "wage_claim" in services(ask(q=words))[:3]


def test_each_service_says_why_it_was_found_in_both_languages(ask: Any) -> None:
    for one in ask(q="abogado de inmigracion", county="contra_costa")["results"]:
        assert one["because"]
        assert all(reason["en"] and reason["es"] for reason in one["because"])


def test_filters_add_up_and_what_is_unknown_stays_in_and_says_so(ask: Any) -> None:
    found = ask(need="legal_immigration", language="es", county="contra_costa")
    assert found["results"]
    spoken = [any(reason["id"] == "language" for reason in one["because"]) for one in found["results"]]
    unknown = [any(name["id"] == "language" for name in one["unknown"]) for one in found["results"]]
    assert all(known != missing for known, missing in zip(spoken, unknown, strict=True))
    assert spoken == sorted(spoken, reverse=True)


def test_who_answers_and_whether_police_are_reached_stand_on_every_service(ask: Any) -> None:
    for one in ask(per_page=50)["results"]:
        assert one["reaches_law_enforcement"]["en"]
        assert one["reaches_law_enforcement"]["es"]


def test_a_navigator_also_finds_what_has_no_number(ask: Any) -> None:
    everything = ask(per_page=50)["total"]
    reachable = ask(per_page=50, audience="survivor")
    assert everything > reachable["total"]
    assert all(one["numbers"] for one in reachable["results"])


def test_what_is_closed_at_night_is_left_out_when_it_must_be_open(directory: Engine) -> None:
    def found_at(now: datetime) -> dict[str, bool | None]:
        asked = {"open_now": True, "per_page": 50}
        pages = [Caller(directory, now).get({**asked, "page": page}).json() for page in (1, 2)]
        return {one["service"]: one["open_now"] for page in pages for one in page["results"]}

    day, night = found_at(OFFICE_HOURS), found_at(NIGHT)
    assert night.keys() < day.keys()
    assert False not in night.values()
    assert night["dv_line"] is True


def test_pages_follow_each_other_without_a_gap(ask: Any) -> None:
    whole = services(ask(per_page=50))
    pages = [services(ask(per_page=20, page=number)) for number in (1, 2)]
    assert [one for page in pages for one in page] == whole[:40]
    assert ask(page=500)["results"] == []


def test_answers_fit_the_contract(ask: Any) -> None:
    schema = ServicesOut.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        definition["additionalProperties"] = False
        definition["required"] = list(definition["properties"])
    answers = [ask(per_page=50), ask(q="renta", county="contra_costa", open_now=True, age=17)]
    for answer in answers:
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer)


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"need": "shoes"}, "need"),
        ({"audience": "buyers"}, "audience"),
        ({"county": "atlantis"}, "county"),
        ({"language": "spanish"}, "language"),
        ({"age": -1}, "age"),
        ({"page": 0}, "page"),
        ({"per_page": 1000}, "per_page"),
        ({"cost": "cheap"}, "cost"),
        ({"county_": "contra_costa"}, "county_"),
        ({"q": "x" * 401}, "q"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(
    directory: Engine, parameters: dict[str, Any], name: str
) -> None:
    response = Caller(directory).get(parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in response.json()["errors"]] == [f"query/{name}"]


def test_a_database_that_cannot_be_read_is_told_as_that(tmp_path: Path) -> None:
    response = Caller(create_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")).get()
    assert response.status_code == 503
    assert response.json()["detail"].startswith("The directory cannot be read")
