"""The referral log as JSON."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session, select

from knowledge.workspace.referral_tables import Referral
from navigator_api.api import referrals
from navigator_api.api.referral_schemas import ReferralOut, ReferralsOut
from navigator_api.staff import csrf

pytestmark = pytest.mark.anyio

LOG = "/api/v1/referrals"
NEW = {
    "service": "stand_shelter",
    "need": "emergency_shelter",
    "language": "es",
    "county": "contra_costa",
    "how": "warm_handoff",
    "emergency": True,
}


@pytest.fixture
def log(workspace: Any) -> Any:
    """With a clock of its own (`later`), for a session would end while hours pass."""
    workspace.later = type(workspace.now)()
    workspace.app.include_router(referrals.router(workspace.guard, workspace.engine, workspace.later))
    return workspace


@pytest.fixture
def client(log: Any, sign_in: Any, form_token: Any) -> httpx.AsyncClient:
    made: httpx.AsyncClient = sign_in("navigator")
    made.headers[csrf.HEADER] = form_token(made)
    return made


async def post(client: Any, path: str = LOG, key: str = "k" * 16, **sent: Any) -> httpx.Response:
    answer: httpx.Response = await client.post(path, json=sent, headers={"Idempotency-Key": key})
    return answer


async def test_a_referral_is_made_read_and_listed(client: Any) -> None:
    answer = await post(client, **NEW)
    assert answer.status_code == 201
    made = answer.json()
    ReferralOut.model_validate(made)
    assert (made["outcome"], made["open"], made["clock"]["state"]) == ("pending", True, "running")
    assert (await client.get(answer.headers["location"])).json() == made
    listed = (await client.get(LOG)).json()
    ReferralsOut.model_validate(listed)
    assert listed["total"] == 1
    assert listed["results"][0]["case_code"] == made["case_code"]


async def test_the_same_key_makes_one(client: Any, log: Any) -> None:
    first, second = await post(client, **NEW), await post(client, **NEW)
    assert first.json() == second.json()
    with Session(log.engine) as session:
        assert len(session.exec(select(Referral)).all()) == 1


async def test_two_accounts_with_one_key_do_not_meet(
    client: Any, log: Any, sign_in: Any, form_token: Any
) -> None:
    other = sign_in("navigator")
    other.headers[csrf.HEADER] = form_token(other)
    one, two = await post(client, **NEW), await post(other, **NEW)
    assert one.json()["id"] != two.json()["id"]


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "short"}])
async def test_without_a_key_nothing_is_made(client: Any, headers: dict[str, str]) -> None:
    answer = await client.post(LOG, json=NEW, headers=headers)
    assert answer.status_code == 422
    assert (await client.get(LOG)).json()["total"] == 0


async def test_outcomes_are_added_and_timed(client: Any, log: Any) -> None:
    where = (await post(client, **NEW)).headers["location"]
    log.later.at += timedelta(hours=5)
    at = (log.later.at - timedelta(hours=2)).isoformat()
    answer = await post(client, f"{where}/outcomes", "o" * 16, outcome="connected", at=at)
    assert answer.status_code == 201
    again = await post(client, f"{where}/outcomes", "o" * 16, outcome="connected", at=at)
    assert again.json() == answer.json()
    made = answer.json()
    assert made["minutes_to_connection"] == 180
    assert made["clock"] == {**made["clock"], "state": "met", "minutes_left": 0}
    assert [one["outcome"] for one in made["history"]] == ["pending", "connected"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"service": "nothing"}, "#/service"),
        ({"need": "nothing"}, "#/need"),
        ({"language": "klingon"}, "#/language"),
        ({"case_code": "H7KD-3TRP"}, "#/case_code"),
        ({"case_code": "H7KD-3TRX"}, "#/case_code"),
        ({"notes": "Maria Lopez"}, "#/notes"),
        ({"need": "Maria Lopez"}, "#/need"),
        ({"emergency": "perhaps"}, "#/emergency"),
    ],
)
async def test_what_does_not_fit_is_named_and_not_repeated(
    client: Any, changes: dict[str, Any], pointer: str
) -> None:
    answer = await post(client, **(NEW | changes))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert "Maria" not in answer.text


@pytest.mark.parametrize(
    "sent", [{"outcome": "told_her"}, {"outcome": "connected", "at": "2030-01-01T00:00:00Z"}]
)
async def test_an_outcome_that_does_not_fit_is_refused(client: Any, sent: dict[str, str]) -> None:
    where = (await post(client, **NEW)).headers["location"]
    answer = await post(client, f"{where}/outcomes", "o" * 16, **sent)
    assert answer.status_code == 422
    assert len((await client.get(where)).json()["history"]) == 1


async def test_a_case_carries_several(client: Any) -> None:
    code = (await post(client, **NEW)).json()["case_code"]
    await post(client, LOG, "l" * 16, **(NEW | {"case_code": code, "need": "food"}))
    assert (await client.get(LOG, params={"case_code": code})).json()["total"] == 2
    assert (await client.get(LOG, params={"case_code": "H7KD-3TRX"})).json()["total"] == 0


async def test_what_is_not_there_is_a_404(client: Any) -> None:
    assert (await client.get(f"{LOG}/77")).status_code == 404
    answer = await post(client, f"{LOG}/77/outcomes", outcome="connected")
    assert answer.status_code == 404


async def test_permissions_are_held(log: Any, sign_in: Any, form_token: Any) -> None:
    viewer = sign_in("viewer")
    viewer.headers[csrf.HEADER] = form_token(viewer)
    assert (await viewer.get(LOG)).status_code == 403
    assert (await post(viewer, **NEW)).status_code == 403
    assert (await log.client().get(LOG)).status_code == 401


async def test_a_session_without_its_token_makes_nothing(client: Any) -> None:
    del client.headers[csrf.HEADER]
    assert (await post(client, **NEW)).status_code == 403


async def test_every_route_names_its_permission(log: Any) -> None:
    paths = log.app.openapi()["paths"]
    named = {
        (method, path): operation["security"]
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith(LOG)
    }
    assert len(named) == 4
    assert named["get", LOG] == [{"staff": ["referrals.read"]}]
    assert named["post", LOG] == [{"staff": ["referrals.write"]}]
