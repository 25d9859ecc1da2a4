"""Services side by side."""

import pytest

from knowledge.rules.load import Rules
from navigator_api.web.compare import PATH
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace
from tests.navigator_api.web.options_pages import Browser, Page, add_pages

pytestmark = pytest.mark.anyio

THREE = ["tcvap", "calworks", "medi_cal"]


@pytest.fixture
def browser(workspace: Workspace, loaded_rules: Rules, sign_in: SignIn, form_token: FormToken) -> Browser:
    add_pages(workspace, loaded_rules)
    return Browser(sign_in("navigator"), form_token)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_services_stand_side_by_side_with_every_point_named_for_each(
    browser: Browser, loaded_rules: Rules, language: str
) -> None:
    query = "&".join(f"services={one}" for one in THREE)
    answer = await browser.client.get(f"{PATH}?lang={language}&{query}")
    assert answer.status_code == 200
    rows = answer.text.split("<tr>")[2:]
    assert len(rows) == 15
    for row in rows:
        assert row.count('scope="row"') == 1
        assert row.count("data-label=") == len(THREE)
    assert loaded_rules.fields.verdicts["unclear"].of(language) in answer.text


async def test_a_situation_travels_in_the_body_and_decides_the_verdicts(browser: Browser) -> None:
    answer = await browser.post(PATH, services=THREE, us_citizen="true", place_now="contra_costa")
    assert "badge-unlikely" in answer.text
    assert "You are not a U.S. citizen." in answer.text
    assert not any("us_citizen" in one or "contra_costa" in one for one in Page(answer.text).addresses)


async def test_the_way_back_keeps_the_situation_and_the_ticks(browser: Browser) -> None:
    answer = await browser.post(PATH, services=THREE, us_citizen="true", said__place_now="alameda")
    page = Page(answer.text)
    assert [one["value"] for one in page.named("services")] == THREE
    assert [one["value"] for one in page.named("us_citizen")] == ["true"]
    assert [one["value"] for one in page.named("said.place_now")] == ["alameda"]
    assert len(page.named("form_token")) == 2  # sign-out, and the way back


@pytest.mark.parametrize(
    "chosen",
    [[], ["tcvap"], ["tcvap", "tcvap"], ["tcvap", "zzz"], [*THREE, "cfap", "t_visa"], ["<script>", "x"]],
)
async def test_two_to_four_services_that_exist_are_compared(browser: Browser, chosen: list[str]) -> None:
    answer = await browser.post(PATH, services=chosen)
    assert answer.status_code == 422
    assert "Choose 2 to 4 services." in answer.text
    assert "<table" not in answer.text
    assert "<script>x" not in answer.text


async def test_services_that_no_need_was_told_for_are_compared_all_the_same(browser: Browser) -> None:
    answer = await browser.post(PATH, services=["t_visa", "medi_cal"], needs_now="food")
    assert answer.status_code == 200


async def test_nobody_signed_in_sees_it_not(workspace: Workspace, browser: Browser) -> None:
    assert (await workspace.client().get(f"{PATH}?services=tcvap&services=calworks")).status_code == 303
