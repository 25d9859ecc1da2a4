"""The page of options: with and without script, in both languages, and nothing of it is kept."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from knowledge.rules.load import Rules
from navigator_api.web.options import PATH, PER_PAGE
from navigator_api.web.site import STATIC
from navigator_api.web.situation_form import GROUPS
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace
from tests.navigator_api.web.options_pages import Browser, Page, add_pages, services

pytestmark = pytest.mark.anyio

FIRST_PAGE_BYTES = 100_000
CASH = {"needs_now": ["cash_assistance", "victim_compensation"], "place_now": "contra_costa"}


@pytest.fixture
def browser(workspace: Workspace, loaded_rules: Rules, sign_in: SignIn, form_token: FormToken) -> Browser:
    add_pages(workspace, loaded_rules)
    return Browser(sign_in("navigator"), form_token)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_form_asks_every_field_with_why_and_requires_none(
    browser: Browser, loaded_rules: Rules, language: str
) -> None:
    answer = await browser.client.get(f"{PATH}?lang={language}")
    assert answer.status_code == 200
    page = Page(answer.text)
    for name, field in loaded_rules.fields.by_id.items():
        assert page.named(name), name
        for words in (field.question, field.why):
            assert words.of(language).replace("'", "&#39;") in answer.text
    assert not any("required" in found for _, found in page.tags)
    assert [one for one in GROUPS if f'id="group-{one}"' in answer.text] == list(GROUPS)


async def test_every_input_has_a_label_and_no_id_stands_twice(browser: Browser) -> None:
    page = Page((await browser.post(**CASH)).text)
    assert len(page.ids()) == len(set(page.ids()))
    labelled = {found.get("for") for tag, found in page.tags if tag == "label"}
    for tag, found in page.tags:
        bare = tag in ("input", "select") and found.get("type") not in ("hidden", "checkbox")
        assert not bare or found["id"] in labelled, found


async def test_the_first_page_is_small(browser: Browser, workspace: Workspace) -> None:
    size = len((await browser.client.get(PATH)).content)
    assert size + sum((STATIC / one).stat().st_size for one in ("puente.css", "swap.js")) <= FIRST_PAGE_BYTES


async def test_without_script_the_button_gives_the_page_with_what_was_answered(browser: Browser) -> None:
    answer = await browser.post(**CASH, age_now="30", words="dinero", language_wanted="es", open_now="1")
    assert answer.status_code == 200
    assert services(answer.text)
    assert '<option value="contra_costa" selected>' in answer.text
    assert 'value="30"' in answer.text
    assert 'value="dinero"' in answer.text
    checked = {found["value"] for found in Page(answer.text).named("needs_now") if "checked" in found}
    assert checked == set(CASH["needs_now"])


async def test_the_fragment_is_the_part_of_the_page(browser: Browser) -> None:
    page = (await browser.post(**CASH, us_citizen="true")).text
    part = (await browser.post(**CASH, us_citizen="true", in_part=True)).text
    assert part.strip()
    assert part in page
    assert "<form" not in part
    assert "<html" not in part


@pytest.mark.parametrize("language", ["en", "es"])
async def test_verdicts_stand_in_the_words_of_the_fields_file(
    browser: Browser, loaded_rules: Rules, language: str
) -> None:
    answer = await browser.post(f"{PATH}?lang={language}", **CASH, us_citizen="true")
    verdicts = loaded_rules.fields.verdicts
    for one in ("unclear", "unlikely"):
        assert f'<span class="badge badge-{one}">{verdicts[one].of(language)}</span>' in answer.text
    assert loaded_rules.fields.disclaimer.of(language) in answer.text


async def test_an_unlikely_service_is_folded_and_says_why_and_where_to_go(browser: Browser) -> None:
    text_ = (await browser.post(**CASH, us_citizen="true")).text
    folded = text_.partition('<details id="folded">')[2]
    assert "tcvap" in services(folded)
    card = folded.partition('id="service-tcvap"')[2].partition('id="service-')[0]
    assert "You are not a U.S. citizen." in card
    assert 'href="/navigator/services/calworks"' in card
    assert "Checked on November" in card


async def test_each_service_tells_its_rank_reasons_sources_and_what_to_do(browser: Browser) -> None:
    html = (await browser.post(**CASH)).text
    card = html.partition('id="service-tcvap"')[2].partition('id="service-')[0]
    assert "It is one of those to ask first for this need" in card
    assert "Ranked here because" in card
    assert 'href="/navigator/services/tcvap"' in card
    assert 'href="/navigator/referrals/new?service=tcvap"' in card
    assert 'href="tel:+18666633225"' in card
    assert "Nobody has called this number yet" in card
    assert "Open now, by its published hours" in card
    assert "What to bring" in card
    for number in re.findall(r'href="(#s-tcvap-\d+)"', card):
        assert f'id="{number[1:]}"' in card


async def test_a_viewer_sees_the_options_and_makes_no_referral(
    workspace: Workspace, loaded_rules: Rules, sign_in: SignIn, form_token: FormToken
) -> None:
    add_pages(workspace, loaded_rules)
    answer = await Browser(sign_in("viewer"), form_token).post(**CASH)
    assert services(answer.text)
    assert "/navigator/referrals/new" not in answer.text


async def test_nobody_signed_in_and_no_form_of_ours_get_nothing(
    browser: Browser, workspace: Workspace
) -> None:
    assert (await workspace.client().get(PATH)).status_code == 303
    forged = await browser.client.post(PATH, data={**CASH, "form_token": "x"})
    assert forged.status_code == 403
    assert not services(forged.text)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("age_now", "old", "Write a whole number"),
        ("harm_last_date", "2099", "Write a year"),
        ("place_now", "atlantis", "Choose one of the answers."),
        ("us_citizen", "maybe", "Choose one of the answers."),
        ("harm_types", "zzz", "Choose answers from this list."),
    ],
)
async def test_a_wrong_fact_says_so_beside_it_and_the_rest_is_screened(
    browser: Browser, name: str, typed: str, said: str
) -> None:
    answer = await browser.post(needs_now="cash_assistance", disability_or_blind="true", **{name: typed})
    assert answer.status_code == 422
    summary, _, rest = answer.text.partition('role="alert"')[2].partition("</div>")
    assert f'href="#{name}"' in summary
    assert said in summary
    assert services(rest)
    field = answer.text.partition(f'id="{name}"')
    assert said in (field[0][-700:] + field[2][:700])
    part = await browser.post(needs_now="cash_assistance", in_part=True, **{name: typed})
    assert said in part.text
    assert services(part.text)


async def test_the_next_question_is_answered_where_it_stands(browser: Browser) -> None:
    part = (await browser.post(needs_now="cash_assistance", in_part=True)).text
    seen = set()
    kept: dict[str, str] = {}
    for _ in range(4):
        buttons = Page(part).named("answer")
        assert all(one["form"] == "situation" for one in buttons)
        answer = str(buttons[-1]["value"])  # a list has one button, all others one for each answer
        field = answer.partition("=")[0]
        assert field not in seen
        seen.add(field)
        ticked = {} if "=" in answer else {f"next__{field}": "not_sure"}
        part = (
            await browser.post(needs_now="cash_assistance", in_part=True, answer=answer, **ticked, **kept)
        ).text
        kept = {
            str(found["name"]).replace(".", "__"): str(found["value"])
            for tag, found in Page(part).tags
            if tag == "input" and str(found.get("name")).startswith("said.")
        }
        assert len(kept) == len(seen)
    without = (await browser.post(needs_now="cash_assistance", drop=field, in_part=True, **kept)).text
    assert f'name="said.{field}' not in without


@pytest.mark.parametrize("in_part", [True, False])
@pytest.mark.parametrize(("field", "kind"), [("harm_types", "set"), ("age_now", "typed")])
@pytest.mark.parametrize("language", ["en", "es"])
async def test_an_answer_that_says_nothing_is_asked_for_again(
    browser: Browser, workspace: Workspace, language: str, field: str, kind: str, in_part: bool
) -> None:
    answer = await browser.post(f"{PATH}?lang={language}", answer=field, in_part=in_part)
    assert answer.status_code == 422
    words = workspace.site.words(language)(f"options.missing_answer.{kind}")
    assert f'id="ask-error">{words}</p>' in answer.text
    assert words in answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert f'href="#next.{field}"' in answer.text
    first = Page(answer.text).named(f"next.{field}")[0]
    assert first["id"] == f"next.{field}"
    assert (first["aria-describedby"], first["aria-invalid"]) == ("ask-error", "true")
    assert "autofocus" in first
    assert services(answer.text)


async def test_without_script_such_an_answer_stands_in_the_form(browser: Browser) -> None:
    html = (await browser.post(needs_now="cash_assistance", answer="place_now=alameda")).text
    assert '<option value="alameda" selected>' in html
    assert 'name="said.' not in html


async def test_more_services_come_a_page_at_a_time(browser: Browser) -> None:
    first = services((await browser.post()).text.partition('id="folded"')[0])
    second = await browser.post(page="2")
    assert len(first) == PER_PAGE
    assert set(first).isdisjoint(services(second.text))
    assert f'<ol class="cards" start="{PER_PAGE + 1}">' in second.text
    for wrong in ("0", "-1", "zzz", "²", "9" * 50):
        assert (await browser.post(page=wrong)).status_code == 200


@pytest.mark.parametrize("in_part", [True, False])
async def test_what_is_typed_is_shown_as_text(browser: Browser, in_part: bool) -> None:
    evil = "<script>alert(1)</script>\"'>"
    form = dict.fromkeys(("words", "age_now", "harm_types", "town", "services", "said__place_now"), evil)
    answer = await browser.post(**form, in_part=in_part)
    assert "<script>alert" not in answer.text
    assert "alert(1)" not in answer.text or "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


@pytest.mark.parametrize("in_part", [True, False])
async def test_nothing_told_stands_in_an_address_a_log_or_the_database(
    browser: Browser, workspace: Workspace, capfd: pytest.CaptureFixture[str], in_part: bool
) -> None:
    told = {"words": "zanahoria", "place_now": "alameda", "age_now": "37", "harm_types": "stalking"}
    answer = await browser.post(**told, in_part=in_part)
    assert answer.status_code == 200
    assert "location" not in answer.headers
    own = [one for one in Page(answer.text).addresses if one.startswith("/")]
    assert not any(word in one for one in own for word in (*told, "zanahoria", "37", "stalking"))
    logged = "".join(capfd.readouterr())
    assert not any(one in logged for one in ("zanahoria", "alameda", "stalking", "37 "))
    with workspace.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in tables.scalars().all():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            assert not any("zanahoria" in str(row) for row in rows), table


async def test_facts_in_the_address_are_not_read(browser: Browser) -> None:
    html = (await browser.client.get(f"{PATH}?us_citizen=true&place_now=alameda&words=zanahoria")).text
    assert '<option value="alameda" selected>' not in html
    assert "zanahoria" not in html.partition('<form id="situation"')[2]


async def test_ticks_and_answers_survive_the_change_of_language(browser: Browser) -> None:
    html = (await browser.post(f"{PATH}?lang=es", **CASH, services=["tcvap"])).text
    assert re.search(r'id="tick-tcvap"[^>]* checked', html)
    assert '<html lang="es">' in html
    assert f'formaction="{PATH}?lang=en"' in html


async def test_a_service_without_a_rule_says_to_ask_them(
    workspace: Workspace, loaded_rules: Rules, sign_in: SignIn, form_token: FormToken
) -> None:
    fewer = {name: one for name, one in loaded_rules.programs.items() if name != "tcvap"}
    add_pages(workspace, replace(loaded_rules, programs=fewer))
    html = (await Browser(sign_in("navigator"), form_token).post(**CASH)).text
    card = html.partition('id="service-tcvap"')[2].partition('id="service-')[0]
    assert "No rule: ask them" in card
    assert "We hold no rule for this service." in card
