"""What the assistant offers for a situation, the workspace offers too: in the same order, the same verdicts.

The assistant's list is that of its own action; the page is the route's answer, parsed; the verdicts are
compared with those of POST /api/v1/screenings.
"""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from actions import collaborators, situation
from actions.find_services import FindServices
from actions.tables import need_rows
from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.meaning import encoder
from knowledge.workspace import accounts, sessions
from navigator_api.api import screenings
from navigator_api.staff import cookies, tokens
from navigator_api.staff.guard import Guard
from navigator_api.staff.roles import Roles
from navigator_api.staff.who import Who
from navigator_api.web import options
from navigator_api.web.site import Site
from navigator_api.web.words import Words
from tests.actions.turns import run, tracker_of

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
URL = "https://line.example.org"
SECRET = "k" * 40
NAVIGATOR = {"asker": "advocate_or_navigator"}
Case = tuple[str, str, dict[str, str]]
TEXTERS: list[Case] = [(intent, "", {}) for intent in sorted(need_rows())]
TEXTERS += [
    ("need_shelter", "", {"age": "16"}),
    ("need_shelter", "", {"under_18": "true", "county": "contra_costa"}),
    ("need_shelter", "", {"age": "70", "county": "alameda"}),
    ("need_cash_benefits", "", {"age": "30", "immigration_step": "t_filed"}),
    ("need_cash_benefits", "", {"county": "los_angeles"}),
    ("need_food_basics", "", {"immigration_step": "u_filed", "county": "contra_costa"}),
    ("need_legal_immigration", "", {"immigration_step": "final_denial"}),
    ("need_counseling", "", {"age": "12"}),
    ("need_unpaid_wages", "", {"age": "45", "county": "marin"}),
    ("need_medical_health", "", {"under_18": "false"}),
    ("need_case_management", "", {"age": "17", "county": "contra_costa"}),
]
NAVIGATORS: list[Case] = [
    ("need_shelter", "my client is 16 and needs a bed", {**NAVIGATOR, "age": "16"}),
    ("need_legal_other", "legal aid, 17, spanish", {"language_wanted": "spanish", "age": "17"}),
    ("need_food_basics", "comida, renta, 41, espanol", {"language_wanted": "spanish", "age": "41"}),
    ("need_counseling", "mi clienta necesita terapia", {**NAVIGATOR}),
    ("need_cash_benefits", "client, 27, cash and food", {**NAVIGATOR, "county": "contra_costa"}),
    ("need_medical_health", "doctor, 30, alameda", {**NAVIGATOR, "age": "30", "county": "alameda"}),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("parity")
    address = f"sqlite:///{folder / 'directory.sqlite3'}"
    build(address)
    return address


@pytest.fixture(autouse=True)
def the_assistant(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PUENTE_DATABASE_URL", url)
    monkeypatch.setattr(collaborators, "_now", lambda: NOW)
    yield
    collaborators._engine.cache_clear()


class Doors:
    """The page and the API, over the directory that the assistant reads."""

    def __init__(self, url: str) -> None:
        made, rules = engine(url), collaborators.rules()
        site = Site(Words.load())
        guard = Guard(Who(made, SECRET, Roles.load(), lambda: NOW), frozenset({URL}))
        self._app = FastAPI()
        desk = options.OptionsDesk(rules, site, encoder, lambda: NOW)
        self._app.include_router(options.router(site, guard, made, desk))
        self._app.include_router(screenings.router(rules, NOW.date))
        self._cookie, account = tokens.new_id(), tokens.short_id()
        with Session(made) as session:
            accounts.add(session, account, f"navigator-{account}", "navigator", "en", NOW)
            sessions.start(session, tokens.digest(self._cookie), account, sessions.FULL, NOW)
            session.commit()

    def page(self, form: dict[str, Any], language: str) -> dict[str, str | None]:
        """The verdict by service, in the order of all pages of results; None without a rule."""
        token = tokens.form_token(SECRET, self._cookie)
        found: dict[str, str | None] = {}
        folded: dict[str, str | None] = {}
        for number in range(1, 100):
            answer = self._post(
                f"{options.PATH}?lang={language}", data={**form, "form_token": token, "page": str(number)}
            )
            html = answer.text.partition('<details id="folded">')
            found |= _verdicts(html[0])
            folded = _verdicts(html[2])
            if 'id="page-next"' not in html[0]:
                return {**found, **folded}
        raise AssertionError("the pages do not end")

    def api(self, facts: dict[str, Any]) -> dict[str, str]:
        answer = self._post(screenings.PATH, json={"facts": facts, "on": NOW.date().isoformat()})
        return {one["service"]: one["verdict"] for one in answer.json()["results"]}

    def _post(self, path: str, **body: Any) -> httpx.Response:
        return asyncio.run(self._send(path, **body))

    async def _send(self, path: str, **body: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(
            transport=transport, base_url=URL, cookies={cookies.NAME: self._cookie}
        ) as client:
            answer = await client.post(path, **body)
        assert answer.status_code == 200, answer.text
        return answer


_CARD = re.compile(r'id="service-(\w+)">.*?<span class="badge badge-(\w+)">([^<]*)<', re.DOTALL)


def _verdicts(html: str) -> dict[str, str | None]:
    without = {"No rule: ask them", "Sin regla: pregúnteles"}
    return {one: None if words in without else verdict for one, verdict, words in _CARD.findall(html)}


@pytest.fixture(scope="module")
def doors(url: str) -> Doors:
    return Doors(url)


def form_of(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as the inputs of the page have them."""
    form = dict(facts)
    if isinstance(form.get("age_now"), list):
        form["age_now"] = "-".join(map(str, form["age_now"]))
    return {name: value if isinstance(value, list) else str(value) for name, value in form.items()}


def offered(case: Case, language: str) -> list[str]:
    """The services that the assistant's action tells of, with those it keeps for MORE."""
    intent, text, entities = case
    outcome = run(FindServices(), intent, text, entities=entities, language=language)
    return [*outcome.slots["services_told"], *outcome.slots["services_left"]]


def check(case: Case, language: str, doors: Doors, form: dict[str, Any], facts: dict[str, Any]) -> None:
    theirs, ours = offered(case, language), doors.page(form, language)
    assert theirs
    assert [one for one in ours if one in theirs] == theirs
    told = {one.service: one.verdict for one in situation.screened(facts, theirs).results}
    assert {one: ours[one] for one in told} == told
    by_api = doors.api(facts)
    with_rule = {one: verdict for one, verdict in ours.items() if verdict is not None}
    assert with_rule == {one: by_api[one] for one in with_rule}
    assert len(with_rule) >= len(told)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", TEXTERS, ids=lambda case: "-".join([case[0], *case[2].values()]))
def test_a_texter_gets_what_the_page_ranks(case: Case, language: str, doors: Doors) -> None:
    facts = situation.known(tracker_of(case[0], entities=case[2]))
    form = {**form_of(facts), "needs_now": list(need_rows()[case[0]].usual.needs)}
    check(case, language, doors, form, facts)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", NAVIGATORS, ids=lambda case: case[1])
def test_a_navigator_gets_by_text_what_the_page_ranks(case: Case, language: str, doors: Doors) -> None:
    intent, text, entities = case
    facts = situation.known(tracker_of(intent, text, entities=entities))
    age = entities.get("age") or next(iter(re.findall(r"\b\d\d\b", text)), None)
    if age:
        facts["age_now"] = int(age)
    form = {**form_of(facts), "needs_now": list(need_rows()[intent].usual.needs), "words": text}
    if "language_wanted" in entities:
        form["language_wanted"] = "es"
    check(case, language, doors, form, facts)


def test_there_are_situations_enough() -> None:
    assert len(TEXTERS) + len(NAVIGATORS) >= 20
