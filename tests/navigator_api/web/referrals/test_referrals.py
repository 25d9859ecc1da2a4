"""The referral log over HTTP."""

import asyncio
import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from sqlmodel import Session, select

from knowledge.workspace.account_tables import AuditEntry
from knowledge.workspace.case_codes import ALPHABET
from knowledge.workspace.referral_tables import Referral, ReferralOutcome
from navigator_api.web import referrals

pytestmark = pytest.mark.anyio

LOG = "/navigator/referrals"
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
FITTING = {
    "service": "stand_shelter",
    "need": "emergency_shelter",
    "language": "es",
    "county": "contra_costa",
    "how": "warm_handoff",
}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def hidden(self, name: str) -> str:
        return next(one["value"] or "" for one in self.of("input") if one.get("name") == name)


@pytest.fixture
def log(workspace: Any) -> Any:
    """With a clock of its own (`later`), for a session would end while hours pass."""
    workspace.later = type(workspace.now)()
    made = referrals.router(workspace.site, workspace.guard, workspace.engine, workspace.later)
    workspace.app.include_router(made)
    return workspace


@pytest.fixture
def navigator(log: Any, sign_in: Any) -> httpx.AsyncClient:
    client: httpx.AsyncClient = sign_in("navigator")
    return client


@pytest.fixture
def make(navigator: httpx.AsyncClient, form_token: Any) -> Any:
    """`await make(emergency="yes", ...)`: sends the form as a browser does; the answer."""

    async def made(**changes: str) -> httpx.Response:
        form = Page((await navigator.get(f"{LOG}/new")).text)
        sent = {
            "form_token": form_token(navigator),
            "form_key": form.hidden("form_key"),
            **FITTING,
            **changes,
        }
        return await navigator.post(LOG, data=sent)

    return made


def stored(log: Any) -> list[Referral]:
    with Session(log.engine, expire_on_commit=False) as session:
        return list(session.exec(select(Referral).order_by(Referral.id)))


async def test_a_referral_is_made_and_shown(log: Any, navigator: Any, make: Any) -> None:
    answer = await make()
    assert answer.status_code == 303
    page = await navigator.get(answer.headers["location"])
    row = stored(log)[0]
    assert CODE.fullmatch(row.case_code)
    assert row.case_code in page.text
    assert "Emergency shelter for domestic violence" in page.text
    assert "Waiting to hear" in page.text
    assert "Warm hand-off" in page.text


async def test_each_new_case_has_a_code_of_its_own(log: Any, make: Any) -> None:
    for _ in range(5):
        await make()
    assert len({row.case_code for row in stored(log)}) == 5


async def test_a_form_sent_twice_makes_one(log: Any, make: Any) -> None:
    first, second = await make(form_key="a" * 32), await make(form_key="a" * 32)
    assert first.headers["location"] == second.headers["location"]
    assert len(stored(log)) == 1


async def test_a_form_sent_eight_times_at_once_makes_one(log: Any, navigator: Any, form_token: Any) -> None:
    sent = {"form_token": form_token(navigator), "form_key": "b" * 32, **FITTING}
    answers = await asyncio.gather(*(navigator.post(LOG, data=sent) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(stored(log)) == 1


async def test_a_second_referral_may_go_to_the_same_case(log: Any, navigator: Any, make: Any) -> None:
    await make()
    code = stored(log)[0].case_code
    assert (await make(case=code.lower().replace("-", " "), need="food")).status_code == 303
    assert [row.case_code for row in stored(log)] == [code, code]
    found = await navigator.get(LOG, params={"case": code})
    assert "Found: 2" in found.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("service", "", "Choose a service from the list."),
        ("service", "heat_tip", "Choose a service from the list."),
        ("need", "money for Maria", "Choose a need from the list."),
        ("language", "klingon", "Choose a language"),
        ("county", "5 Oak Street", "Choose a county"),
        ("how", "", "Choose how the referral was made."),
        ("case", "H7KD-3TRX", "The case code has a slip."),
        ("case", "H7KD-3TRP", "No referral has this case code."),
    ],
)
async def test_what_does_not_fit_is_said_beside_the_field_and_the_rest_is_kept(
    log: Any, make: Any, field: str, value: str, said: str
) -> None:
    answer = await make(**{field: value})
    page = Page(answer.text)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2  # beside the field and in the summary
    assert any(one.get("role") == "alert" for one in page.of("div"))
    wrong = [one for one in (*page.of("select"), *page.of("input")) if one.get("aria-invalid")]
    assert [one["name"] for one in wrong] == [field]
    assert f"{field}-error" in (wrong[0]["aria-describedby"] or "")
    chosen = {one["value"] for one in page.of("option") if "selected" in one}
    assert {kept for name, kept in FITTING.items() if name != field} <= chosen
    assert stored(log) == []


async def test_the_form_comes_filled_with_what_it_was_opened_for(navigator: Any) -> None:
    answer = await navigator.get(f"{LOG}/new", params={"service": "tcvap", "need": "food"})
    chosen = {one["value"] for one in Page(answer.text).of("option") if "selected" in one}
    assert chosen == {"tcvap", "food"}


async def test_a_service_that_closed_is_not_offered(navigator: Any) -> None:
    offered = {one["value"] for one in Page((await navigator.get(f"{LOG}/new")).text).of("option")}
    assert "tcvap" in offered
    assert "heat_tip" not in offered


async def test_nothing_can_be_typed_but_a_code_and_a_time(navigator: Any, make: Any) -> None:
    form = Page((await navigator.get(f"{LOG}/new")).text)
    one = Page((await navigator.get((await make()).headers["location"])).text)
    assert not form.of("textarea")
    assert not one.of("textarea")
    typed = {
        (field.get("name"), field.get("type"))
        for page in (form, one)
        for field in page.of("input")
        if field.get("type") not in ("hidden", "checkbox")
    }
    assert typed == {("case", "text"), ("happened", "datetime-local")}


async def add(navigator: Any, form_token: Any, where: str, **sent: str) -> httpx.Response:
    page = Page((await navigator.get(where)).text)
    fields = {"form_token": form_token(navigator), "form_key": page.hidden("form_key"), **sent}
    answer: httpx.Response = await navigator.post(where, data=fields)
    return answer


async def test_outcomes_are_a_history(log: Any, navigator: Any, make: Any, form_token: Any) -> None:
    where = (await make()).headers["location"]
    log.later.at += timedelta(hours=3)
    assert (await add(navigator, form_token, where, outcome="connected")).status_code == 303
    log.later.at += timedelta(days=2)
    await add(navigator, form_token, where, outcome="got_help")
    page = (await navigator.get(where)).text
    listed = re.findall(r"<li><strong>([^<]+)</strong>", page)
    assert listed == ["Waiting to hear", "Connected with the service", "Got help"]
    assert "3 h 0 min" in page


async def test_an_outcome_sent_twice_stands_once(
    log: Any, navigator: Any, make: Any, form_token: Any
) -> None:
    where = (await make()).headers["location"]
    for _ in range(2):
        await add(navigator, form_token, where, outcome="connected", form_key="c" * 32)
    with Session(log.engine) as session:
        assert len(session.exec(select(ReferralOutcome)).all()) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"outcome": ""}, "Choose an outcome from the list."),
        ({"outcome": "connected", "happened": "2027-01-01T10:00"}, "Give a time after the referral was made"),
        ({"outcome": "connected", "happened": "2020-01-01T10:00"}, "Give a time after the referral was made"),
        ({"outcome": "connected", "happened": "last night"}, "Give a time after the referral was made"),
    ],
)
async def test_an_outcome_that_does_not_fit_is_not_added(
    log: Any, navigator: Any, make: Any, form_token: Any, sent: dict[str, str], said: str
) -> None:
    where = (await make()).headers["location"]
    answer = await add(navigator, form_token, where, **sent)
    assert answer.status_code == 422
    assert said in answer.text
    with Session(log.engine) as session:
        assert len(session.exec(select(ReferralOutcome)).all()) == 1


async def test_a_connection_told_the_next_day_meets_the_clock(
    log: Any, navigator: Any, make: Any, form_token: Any
) -> None:
    where = (await make(emergency="yes")).headers["location"]
    log.later.at += timedelta(hours=30)  # made on the 22nd at 10:00 in California
    assert "Time is over and there is no connection" in (await navigator.get(where)).text
    await add(navigator, form_token, where, outcome="connected", happened="2026-11-22T15:30")
    assert "Connected in time, after 5 h 30 min" in (await navigator.get(where)).text


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(hours=1), "23 h 0 min left"),
        (timedelta(hours=23, minutes=59), "0 h 1 min left"),
        (timedelta(hours=24), "0 h 0 min left"),
        (timedelta(hours=24, minutes=1), "Time is over"),
    ],
)
async def test_the_clock_of_an_emergency_is_shown_with_its_source(
    log: Any, navigator: Any, make: Any, after: timedelta, said: str
) -> None:
    where = (await make(emergency="yes")).headers["location"]
    log.later.at += after
    page = (await navigator.get(where)).text
    assert said in page
    assert "H.E.A.T. Watch slides, 2020 or later" in page
    assert "No message goes out." in page
    assert said in (await navigator.get(LOG)).text


@pytest.mark.parametrize("where", [f"{LOG}/new", ""])
async def test_the_source_of_the_clock_is_told_in_spanish(navigator: Any, make: Any, where: str) -> None:
    path = where or (await make(emergency="yes")).headers["location"]
    page = (await navigator.get(f"{path}?lang=es")).text
    source = re.search(r'<p class="source">(.*)</p>', page)
    assert source is not None
    assert "Fiscalía del condado de Alameda" in source[1]
    assert "2020 o después" in source[1]
    assert not re.search(r"\b(?:the|grant|slides|District)\b", source[1])
    assert "lang=" not in source[1]


async def test_a_usual_referral_has_no_clock(navigator: Any, make: Any) -> None:
    page = await navigator.get((await make()).headers["location"])
    assert "Connection clock" not in page.text


async def test_the_list_is_filtered(log: Any, navigator: Any, make: Any, form_token: Any) -> None:
    await make(emergency="yes")
    closed = (await make(service="tcvap", need="food")).headers["location"]
    await add(navigator, form_token, closed, outcome="declined")
    log.later.at += timedelta(hours=25)
    for query, count in (
        ({}, 1),
        ({"state": "all"}, 2),
        ({"state": "closed"}, 1),
        ({"state": "overdue"}, 1),
        ({"state": "all", "need": "food"}, 1),
        ({"state": "all", "service": "stand_shelter"}, 1),
        ({"state": "all", "case": "H7KD-3TRX"}, 0),
    ):
        found = await navigator.get(LOG, params=query)
        assert f"Found: {count}" in found.text, query
    overdue = await navigator.get(LOG, params={"state": "overdue"})
    assert "Overdue" in overdue.text


async def test_long_lists_have_pages(log: Any, navigator: Any, make: Any) -> None:
    for _ in range(21):
        await make()
    first = await navigator.get(LOG)
    assert len(Page(first.text).of("h3")) == 20
    after = next(one for one in Page(first.text).of("a") if one.get("rel") == "next")
    assert len(Page((await navigator.get(after["href"])).text).of("h3")) == 1


async def test_steps_are_ticked(log: Any, navigator: Any, make: Any, form_token: Any) -> None:
    where = (await make()).headers["location"]
    sent = {"form_token": form_token(navigator), "steps": ["asked", "joined", "wrote the name"]}
    assert (await navigator.post(f"{where}/steps", data=sent)).status_code == 303
    boxes = Page((await navigator.get(where)).text).of("input")
    assert {one["value"] for one in boxes if "checked" in one} == {"asked", "joined"}
    await navigator.post(f"{where}/steps", data={"form_token": form_token(navigator)})
    boxes = Page((await navigator.get(where)).text).of("input")
    assert not [one for one in boxes if "checked" in one]


async def test_a_number_that_was_given_has_no_hand_off_steps(navigator: Any, make: Any) -> None:
    page = await navigator.get((await make(how="number_given")).headers["location"])
    assert "Tick what is done" not in page.text


async def test_every_change_stands_in_the_audit_log(
    log: Any, navigator: Any, make: Any, form_token: Any
) -> None:
    where = (await make(form_key="d" * 32)).headers["location"]
    await make(form_key="d" * 32)
    await add(navigator, form_token, where, outcome="connected")
    await navigator.post(f"{where}/steps", data={"form_token": form_token(navigator), "steps": ["asked"]})
    with Session(log.engine) as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.entity == "referral")).all()
        assert [row.action for row in rows] == ["referral.made", "referral.outcome", "referral.steps"]
        assert {row.entity_id for row in rows} == {where.rsplit("/", 1)[1]}
        assert stored(log)[0].case_code not in repr(rows)


async def test_the_whole_office_sees_every_referral_and_no_name(
    log: Any, make: Any, sign_in: Any, navigator: Any
) -> None:
    await make()
    colleague = sign_in("navigator", name="Somebody Else")
    page = (await colleague.get(LOG)).text
    assert "Found: 1" in page
    assert "navigator-" not in page


@pytest.mark.parametrize(
    ("role", "method", "path", "status"),
    [
        ("viewer", "GET", LOG, 403),
        ("viewer", "GET", f"{LOG}/new", 403),
        ("viewer", "GET", f"{LOG}/1", 403),
        ("viewer", "POST", LOG, 403),
        ("navigator", "GET", LOG, 200),
        ("navigator", "GET", f"{LOG}/1", 404),
        ("editor", "GET", f"{LOG}/new", 200),
    ],
)
async def test_who_may_see_it(
    log: Any, sign_in: Any, form_token: Any, role: str, method: str, path: str, status: int
) -> None:
    client = sign_in(role)
    data = {"form_token": form_token(client), **FITTING} if method == "POST" else None
    answer = await client.request(method, path, data=data)
    assert answer.status_code == status


async def test_a_form_of_another_page_is_refused(log: Any, navigator: Any) -> None:
    answer = await navigator.post(LOG, data={"form_token": "guessed", **FITTING})
    assert answer.status_code == 403
    assert stored(log) == []


async def test_the_log_speaks_spanish(navigator: Any, make: Any) -> None:
    where = (await make(emergency="yes")).headers["location"]
    page = (await navigator.get(where, params={"lang": "es"})).text
    for said in (
        "Referencia",
        "Reloj de contacto",
        "En espera de respuesta",
        "Enlace directo",
        "quedan 24 h 0 min",
    ):
        assert said in page
    assert "Referrals" not in page.split("<main", 1)[1].split("</main>", 1)[0]


async def test_a_language_asked_for_is_kept_through_a_form(navigator: Any, form_token: Any) -> None:
    sent = {"form_token": form_token(navigator), "form_key": "e" * 32, **FITTING}
    answer = await navigator.post(f"{LOG}?lang=es", data=sent)
    assert answer.headers["location"].endswith("?lang=es")


async def test_hostile_text_in_the_address_is_shown_as_text(navigator: Any) -> None:
    page = await navigator.get(LOG, params={"case": '"><script>alert(1)</script>'})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
