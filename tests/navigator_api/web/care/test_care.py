"""The pages of the care beside the changes: start, calls, mistakes, words, answers, topics."""

import pytest
from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.directory.search.tables import Synonym
from knowledge.workspace.care_tables import CareCheck, CareProblem
from knowledge.workspace.edit_checks import EditRefused
from knowledge.workspace.editable import editable
from knowledge.workspace.problems import kinds
from knowledge.workspace.topics import count_topic
from navigator_api.web.care_parts import DONE
from navigator_api.web.words import Words
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace

pytestmark = pytest.mark.anyio

PAGES = (
    "/navigator/care",
    "/navigator/care?q=stand",
    "/navigator/care/records/organization/stand",
    "/navigator/care/records/service/tcvap",
    "/navigator/care/records/hotline/nhth",
    "/navigator/care/records/service/tcvap/history",
    "/navigator/care/edits",
    "/navigator/care/edits/new?entity=answer&id=s_anyone&field=sms_en",
    "/navigator/care/verification",
    "/navigator/care/verification?page=4",
    "/navigator/care/problems",
    "/navigator/care/problems/new?service=tcvap",
    "/navigator/care/articles",
    "/navigator/care/articles?q=visa",
    "/navigator/care/words?q=rent",
    "/navigator/care/unanswered",
    "/navigator/care/imports",
)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_page_opens_in_both_languages(cared: Workspace, sign_in: SignIn, language: str) -> None:
    client = sign_in("editor", language=language)
    for path in PAGES:
        answer = await client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text
        assert answer.text.count("<h1>") == 1


def test_every_code_has_words() -> None:
    say = Words.load().of("en")
    for table, one in editable().items():
        say(f"care.entity.{table}")
        for field in one.fields:
            say(f"care.field.{field}")
    for done in DONE:
        say(f"care.done.{done}")
    for kind in kinds()["problems"]:
        say(f"care.problem.kind.{kind}")
    for how in kinds()["resolutions"]:
        say(f"care.resolution.{how}")
    assert EditRefused("same").why == "same"


async def test_the_start_counts_what_waits(cared: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
    client = sign_in("editor")
    text = (await client.get("/navigator/care")).text
    assert "Open reports of mistakes: 0" in text
    data = {"form_token": form_token(client), "service": "tcvap", "kind": "closed"}
    await client.post("/navigator/care/problems/new", data=data)
    assert "Open reports of mistakes: 1" in (await client.get("/navigator/care")).text


async def test_one_click_confirms_a_number(cared: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
    client = sign_in("editor")
    page = await client.get("/navigator/care/verification")
    assert "Never called" in page.text
    data = {
        "form_token": form_token(client),
        "entity": "phone",
        "id": "hotline.nhth.0",
        "kind": "crisis_phone",
        "heard": "confirmed",
    }
    answer = await client.post("/navigator/care/verification", data=data)
    assert answer.headers["location"] == "/navigator/care/verification?done=confirmed&page=1"
    with Session(cared.engine) as session:
        assert session.get_one(tables.Phone, "hotline.nhth.0").dialled == "2026-11-22"
        check = session.exec(select(CareCheck)).one()
        assert (check.entity_id, check.checked_on) == ("hotline.nhth.0", "2026-11-22")
    after = (await client.get("/navigator/care/verification")).text
    assert 'value="hotline.nhth.0"' in page.text
    assert 'value="hotline.nhth.0"' not in after


@pytest.mark.parametrize(("heard", "kind"), [("wrong", "wrong_number"), ("no_answer", "no_answer")])
async def test_a_number_that_is_wrong_opens_a_report(
    cared: Workspace, sign_in: SignIn, form_token: FormToken, heard: str, kind: str
) -> None:
    client = sign_in("editor")
    data = {
        "form_token": form_token(client),
        "entity": "phone",
        "id": "hotline.nhth.0",
        "kind": "crisis_phone",
        "heard": heard,
    }
    answer = await client.post("/navigator/care/verification", data=data)
    assert "done=reported" in answer.headers["location"]
    with Session(cared.engine) as session:
        problem = session.exec(select(CareProblem)).one()
    assert (problem.kind, problem.entity, problem.entity_id) == (kind, "hotline", "nhth")


async def test_a_field_that_is_not_there_cannot_be_confirmed(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("editor")
    data = {"form_token": form_token(client), "entity": "phone", "id": "x", "kind": "phone"}
    for heard in ("confirmed", "wrong", "gibberish"):
        answer = await client.post("/navigator/care/verification", data=data | {"heard": heard})
        assert answer.status_code == 404


async def test_a_navigator_reports_a_mistake_and_an_editor_closes_it(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    navigator, editor = sign_in("navigator", "nora"), sign_in("editor")
    data = {
        "form_token": form_token(navigator),
        "service": "tcvap",
        "kind": "wrong_number",
        "note": "It rings\nonly",
    }
    answer = await navigator.post("/navigator/care/problems/new", data=data)
    assert answer.headers["location"] == "/navigator/care/problems/new?done=reported&service=tcvap"
    listed = (await editor.get("/navigator/care/problems")).text
    assert "It rings only" in listed
    assert "By nora" in listed
    with Session(cared.engine) as session:
        id = session.exec(select(CareProblem.id)).one()
    closed = await editor.post(
        f"/navigator/care/problems/{id}/resolve",
        data={"form_token": form_token(editor), "resolution": "still_right"},
    )
    assert closed.headers["location"].endswith("done=resolved")
    assert "It was right after all" in (await editor.get("/navigator/care/problems")).text
    assert (await navigator.get("/navigator/care/problems")).status_code == 403


async def test_a_note_with_a_number_is_refused_and_kept_on_the_page(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("navigator")
    data = {
        "form_token": form_token(client),
        "service": "tcvap",
        "kind": "other",
        "note": "Ring 925 555 0123",
    }
    answer = await client.post("/navigator/care/problems/new", data=data)
    assert answer.status_code == 422
    assert "seems to hold a phone number" in answer.text
    assert ">Ring 925 555 0123</textarea>" in answer.text
    with Session(cared.engine) as session:
        assert session.exec(select(CareProblem)).all() == []


async def test_a_report_is_about_something_in_the_directory(cared: Workspace, sign_in: SignIn) -> None:
    client = sign_in("navigator")
    assert (await client.get("/navigator/care/problems/new?service=nobody")).status_code == 404
    assert (await client.get("/navigator/care/problems/new")).status_code == 404


async def test_a_word_is_previewed_without_being_kept_and_then_found(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("editor")
    data = {
        "form_token": form_token(client),
        "group": "food",
        "language": "es",
        "phrase": "itacate",
        "change": "add",
        "source_title": "Heard at the front desk",
        "source_on": "2026-11-20",
    }
    seen = await client.post("/navigator/care/words", data=data | {"step": "preview"})
    assert seen.status_code == 200
    before, after = seen.text.split("Then it finds")
    assert before.split("Now it finds")[1] != after
    with Session(cared.engine) as session:
        assert session.get(Synonym, ("food", "es", "itacate")) is None
    saved = await client.post("/navigator/care/words", data=data | {"step": "save"})
    assert saved.headers["location"] == "/navigator/care/words?done=word&q=food"
    assert "itacate (added here)" in (await client.get("/navigator/care/words?q=itacate")).text


async def test_a_word_needs_a_source_too(cared: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
    client = sign_in("editor")
    data = {
        "form_token": form_token(client),
        "group": "food",
        "language": "es",
        "phrase": "itacate",
        "step": "save",
        "source_on": "2026-11-20",
    }
    answer = await client.post("/navigator/care/words", data=data)
    assert answer.status_code == 422
    assert "Say where you read or heard it." in answer.text


async def test_small_counts_of_topics_are_hidden(cared: Workspace, sign_in: SignIn) -> None:
    with Session(cared.engine) as session:
        for _ in range(11):
            count_topic(session, "2026-11", "es", "ask_tcvap")
        for _ in range(3):
            count_topic(session, "2026-11", "en", "need_food")
        session.commit()
    text = (await sign_in("editor").get("/navigator/care/unanswered")).text
    assert '<td class="count" data-label="Times">11</td>' in text
    assert '<td class="count" data-label="Times">&lt;10</td>' in text
    assert ">3<" not in text


async def test_an_answer_shows_what_its_text_costs(cared: Workspace, sign_in: SignIn) -> None:
    text = (await sign_in("editor").get("/navigator/care/articles?q=s_anyone")).text
    assert "GSM-7" in text
    assert "entity=answer&amp;id=s_anyone&amp;field=sms_en" in text
