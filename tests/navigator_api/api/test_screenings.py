import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from navigator_api.api.schemas import FieldsOut, ScreeningOut

pytestmark = pytest.mark.anyio

PATH = "/api/v1/screenings"
LABOR = {
    "us_citizen": False,
    "place_now": "contra_costa",
    "harm_types": ["labor_trafficking"],
    "immigration_steps": ["t_preparing"],
}


async def ask(doors, **body: Any) -> dict[str, Any]:
    response = await doors.http.post(PATH, json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def refuse(doors, body: Any) -> list[dict[str, str]]:
    response = await doors.http.post(PATH, json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    errors: list[dict[str, str]] = response.json()["errors"]
    return errors


async def test_a_person_preparing_a_t_visa_may_fit_tcvap_and_is_told_why(doors) -> None:
    answer = await ask(doors, facts=LABOR, services=["tcvap"])
    (result,) = answer["results"]
    assert (result["service"], result["verdict"], result["rule_version"]) == ("tcvap", "likely", 1)
    assert [reason["field"] for reason in result["reasons"]] == [*LABOR]
    for reason in result["reasons"]:
        assert reason["outcome"] == "met"
        assert reason["text"]["en"]
        assert reason["text"]["es"]
        assert reason["citation"][0]["url"] or reason["citation"][0]["title"]
    assert result["documents"]
    assert result["warnings"]
    assert result["verdict_text"] == {"en": "May fit - ask about it", "es": "Puede calificar - pregunte"}


async def test_what_is_missing_comes_with_its_question_and_why_it_is_asked(doors) -> None:
    answer = await ask(doors, facts={"us_citizen": False}, services=["tcvap"])
    (result,) = answer["results"]
    assert result["verdict"] == "unclear"
    assert {"place_now", "harm_types", "immigration_steps"} <= {one["field"] for one in result["missing"]}
    for one in result["missing"]:
        assert one["question"]["es"]
        assert one["why"]["en"]
        assert one["citation"]
    assert answer["ask_next"] == result["ask_next"] == "place_now"


async def test_a_citizen_is_sent_on_and_never_told_no(doors) -> None:
    answer = await ask(doors, facts=LABOR | {"us_citizen": True}, services=["tcvap"])
    (result,) = answer["results"]
    assert result["verdict"] == "unlikely"
    assert result["instead"][0]["go_to"]
    assert result["verdict_text"]["en"] == "Another path may fit better"
    assert result["missing"] == []


async def test_all_that_is_offered_is_screened_when_no_service_is_named(doors) -> None:
    answer = await ask(doors, facts={})
    services = [result["service"] for result in answer["results"]]
    assert len(services) == 57
    assert "heat_tip" not in services
    assert {result["verdict"] for result in answer["results"]} == {"likely", "unclear"}


async def test_the_day_is_today_unless_one_is_given(doors) -> None:
    assert (await ask(doors, facts={}, services=["tcvap"]))["on"] == "2026-11-22"
    harmed = {
        "harm_last_date": "2019-11-25",
        "harm_types": ["labor_trafficking"],
        "crime_places": ["california"],
    }
    in_time = await ask(doors, facts=harmed, services=["calvcb_compensation"])
    later = await ask(doors, facts=harmed, services=["calvcb_compensation"], on="2027-01-01")
    assert in_time["results"][0]["verdict"] == "likely"
    assert later["results"][0]["verdict"] == "unclear"


async def test_answers_fit_the_contract_that_is_published(doors) -> None:
    contract = (await doors.http.get("/openapi.json")).json()
    paths = contract["paths"]
    for method, path, model in (("post", PATH, ScreeningOut), ("get", f"{PATH}/fields", FieldsOut)):
        shown = paths[path][method]["responses"]["200"]["content"]["application/json"]["schema"]
        assert shown["$ref"].endswith(model.__name__)
    answers = [
        (ScreeningOut, await ask(doors, facts=LABOR | {"age_now": [17, 20], "household": "not_sure"})),
        (ScreeningOut, await ask(doors, facts={"us_citizen": True}, services=["heat_tip", "t_visa"])),
        (FieldsOut, (await doors.http.get(f"{PATH}/fields")).json()),
    ]
    for model, answer in answers:
        schema = _closed(model.model_json_schema())
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Nothing undeclared and nothing left out, in any object."""
    for definition in (schema, *schema["$defs"].values()):
        definition["additionalProperties"] = False
        definition["required"] = list(definition["properties"])
    return schema


async def test_the_fields_are_published_with_both_languages(doors) -> None:
    fields = (await doors.http.get(f"{PATH}/fields")).json()
    by_id = {field["id"]: field for field in fields["fields"]}
    assert len(by_id) == 40
    assert by_id["us_citizen"]["question"]["es"].startswith("Solo si quiere")
    assert {
        "id": "contra_costa",
        "label": {"en": "Contra Costa County", "es": "Condado de Contra Costa"},
    } in by_id["place_now"]["values"]
    assert by_id["needs_now"]["values"]
    assert by_id["lawyer_confirmed"]["ask_of"] == "professional"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"shoe_size": 40}, "shoe_size"),
        ({"us_citizen": "no"}, "us_citizen"),
        ({"harm_last_date": "2026-02-30"}, "harm_last_date"),
        ({"harm_last_date": "2027"}, "harm_last_date"),
        ({"age_now": [20, 10]}, "age_now"),
        ({"immigration_steps": ["t_filed", "swam"]}, "immigration_steps"),
        ({"is_minor": True}, "is_minor"),
    ],
)
async def test_a_fact_that_does_not_fit_is_named(doors, facts, field) -> None:
    (error,) = await refuse(doors, {"facts": facts})
    assert error["pointer"] == f"#/facts/{field}"
    assert field in error["detail"]


async def test_a_value_is_never_repeated(doors) -> None:
    response = await doors.http.post(PATH, json={"facts": {"place_now": "zebraumbrella", "age_now": "zebra"}})
    assert response.status_code == 422
    assert "zebra" not in response.text


async def test_unknown_services_are_named(doors) -> None:
    errors = await refuse(doors, {"facts": {}, "services": ["tcvap", "no_such"]})
    assert [error["pointer"] for error in errors] == ["#/services/no_such"]


async def test_ten_thousand_facts_get_a_short_answer(doors) -> None:
    facts = {f"field_{number}": list(range(10)) for number in range(10_000)}
    response = await doors.http.post(PATH, json={"facts": facts})
    assert response.status_code == 422
    problem = response.json()
    assert len(problem["errors"]) == 50
    assert "of 10000" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "#/facts/field_0"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"facts": []},
        {"facts": {}, "on": "tomorrow"},
        {"facts": {}, "name": "x"},
        {"facts": {}, "services": "tcvap"},
    ],
)
async def test_a_body_of_another_shape_is_refused(doors, body) -> None:
    assert await refuse(doors, body)


async def test_deep_json_is_refused_without_a_stack_trace(doors) -> None:
    response = await doors.http.post(
        PATH, content='{"facts": {"age_now": ' + "[" * 50_000 + "]" * 50_000 + "}}"
    )
    assert response.status_code in {400, 422}
    assert response.headers["content-type"] == "application/problem+json"


async def test_broken_rules_close_the_screening_and_nothing_else(open_doors) -> None:
    async with open_doors(rules=None) as doors:
        response = await doors.http.post(PATH, json={"facts": {}})
        assert response.status_code == 503
        assert json.loads(response.text)["detail"].startswith("The rules could not be loaded")
        assert "911" in await doors.text("he is going to kill me")
