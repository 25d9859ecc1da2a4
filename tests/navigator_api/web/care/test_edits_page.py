"""Changing the directory in the browser: proposed by one, approved by another."""

import re
from html import unescape

import httpx
import pytest
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.workspace.care_tables import CareEdit
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace

pytestmark = pytest.mark.anyio

PHONE = {"entity": "phone", "id": "organization.cvs.0", "field": "printed"}
NEW = "/navigator/care/edits/new"


def form(client: httpx.AsyncClient, form_token: FormToken, **values: str) -> dict[str, str]:
    return {
        **PHONE,
        "value_en": "1-800-670-7200 (24 hours)",
        "source_title": "Community Violence Solutions > Contact",
        "source_url": "https://cvsolutions.org/contact",
        "source_on": "2026-11-20",
        "step": "save",
        "form_token": form_token(client),
        **values,
    }


def numbers(workspace: Workspace) -> list[str]:
    with Session(workspace.engine) as session:
        found = queries.organization(session, "cvs")
        assert found is not None
        return [way.value for way in found.contacts]


async def proposed(client: httpx.AsyncClient, form_token: FormToken, **values: str) -> httpx.Response:
    return await client.post(NEW, data=form(client, form_token, **values))


def only_edit(workspace: Workspace) -> str:
    with Session(workspace.engine) as session:
        return session.exec(select(CareEdit.id)).one()


async def test_a_number_changes_when_another_person_approves_it(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    ana, ben = sign_in("editor", "ana"), sign_in("editor", "ben")
    answer = await proposed(ana, form_token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/navigator/care/edits?done=proposed")
    assert "1-800-670-7200" not in numbers(cared)
    waiting = (await ben.get("/navigator/care/edits")).text
    assert "1-800-670-7200" in waiting
    assert "By ana, 2026-11-22" in waiting
    done = await ben.post(
        f"/navigator/care/edits/{only_edit(cared)}/approve", data={"form_token": form_token(ben)}
    )
    assert done.headers["location"].endswith("done=approved")
    assert "1-800-670-7200" in numbers(cared)
    history = (await ana.get("/navigator/care/records/organization/cvs/history")).text
    assert "1-800-670-7200" in history
    assert "approved by ben" in history
    assert "Community Violence Solutions &gt; Contact" in history


async def test_the_proposer_is_offered_no_approval_and_is_refused_one(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    ana = sign_in("admin", "ana")
    await proposed(ana, form_token)
    assert "/approve" not in (await ana.get("/navigator/care/edits")).text
    answer = await ana.post(
        f"/navigator/care/edits/{only_edit(cared)}/approve", data={"form_token": form_token(ana)}
    )
    assert answer.status_code == 422
    assert "Another person has to approve it." in answer.text
    assert "1-800-670-7200" not in numbers(cared)


async def test_a_change_is_taken_back_by_its_proposer_alone(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    ana, ben = sign_in("editor", "ana"), sign_in("editor", "ben")
    await proposed(ana, form_token)
    path = f"/navigator/care/edits/{only_edit(cared)}/withdraw"
    assert (await ben.post(path, data={"form_token": form_token(ben)})).status_code == 422
    answer = await ana.post(path, data={"form_token": form_token(ana)})
    assert answer.headers["location"].endswith("done=withdrawn")


async def test_what_was_typed_is_kept_beside_its_error(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    ana = sign_in("editor", language="es")
    answer = await proposed(ana, form_token, value_en="call us", source_title="The Pantry")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'href="#value_en"' in answer.text
    assert "Escriba un número que se pueda marcar" in answer.text
    assert ">call us</textarea>" in answer.text
    assert 'value="The Pantry"' in answer.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source_title": ""}, "Say where you read or heard it."),
        ({"source_on": "yesterday"}, "Write the date as 2026-11-22."),
        ({"source_on": "2026-12-24"}, "It cannot be in the future."),
        (
            {"entity": "service", "id": "tcvap", "field": "sms", "value_en": "¡Sí! á", "value_es": "x"},
            "plain letters",
        ),
        (
            {
                "entity": "answer",
                "id": "s_anyone",
                "field": "sms_en",
                "value_en": "x " * 400,
                "value_es": "x",
            },
            "more than two texts",
        ),
        (
            {
                "entity": "organization",
                "id": "stand",
                "field": "description",
                "value_en": "At 12 Oak Street",
                "value_es": "Calle",
            },
            "This place must stay secret.",
        ),
    ],
)
async def test_a_change_is_refused_in_words(
    cared: Workspace, sign_in: SignIn, form_token: FormToken, values: dict[str, str], words: str
) -> None:
    ana = sign_in("editor")
    answer = await proposed(ana, form_token, **values)
    assert answer.status_code == 422
    assert words in unescape(answer.text)


async def test_the_texts_are_counted_while_they_are_written_and_nothing_is_saved(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    ana = sign_in("editor")
    values = {
        "entity": "answer",
        "id": "s_anyone",
        "field": "sms_en",
        "value_en": "a" * 161,
        "value_es": "í",
        "step": "",
    }
    data = form(ana, form_token, **values)
    answer = await ana.post(NEW, data=data, headers={"X-Fragment": "1"})
    assert "English: 161 characters, 2 part(s), GSM-7" in answer.text
    assert "1 part(s), UCS-2" in answer.text
    assert "<html" not in answer.text
    with Session(cared.engine) as session:
        assert session.exec(select(CareEdit)).all() == []


async def test_a_field_that_nobody_may_change_has_no_form(cared: Workspace, sign_in: SignIn) -> None:
    ana = sign_in("editor")
    for query in ("entity=service&id=tcvap&field=place", "entity=phone&id=nobody&field=printed"):
        assert (await ana.get(f"{NEW}?{query}")).status_code == 404


async def test_what_the_facts_overtook_is_shown_with_both_values(cared: Workspace, sign_in: SignIn) -> None:
    with Session(cared.engine) as session:
        session.add(
            CareEdit(
                id="x",
                entity="service",
                entity_id="tcvap",
                identity="",
                field="fees_description",
                value_en="Ten dollars",
                value_es="Diez",
                facts_en="Free now",
                facts_es="Gratis ya",
                source_title="A page",
                source_on="2026-11-01",
                called=False,
                status="superseded",
                needs_approval=True,
                proposed_by="ana",
                proposed_at="2026-11-01T00:00:00Z",
                decided_by="ben",
                decided_at="2026-11-01T00:00:00Z",
            )
        )
        session.commit()
    text = (await sign_in("editor").get("/navigator/care/edits")).text
    assert re.search(r"The sources moved on \(1\).*Free now.*Ten dollars", text, re.DOTALL)


async def test_navigators_do_not_change_the_directory(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    one = sign_in("navigator")
    assert (await proposed(one, form_token)).status_code == 403
    for path in ("/navigator/care", "/navigator/care/edits", "/navigator/care/verification"):
        assert (await one.get(path)).status_code == 403


async def test_a_record_offers_each_field_in_both_languages(cared: Workspace, sign_in: SignIn) -> None:
    text = (await sign_in("editor").get("/navigator/care/records/service/tcvap")).text
    with Session(cared.engine) as session:
        row = session.get_one(tables.Service, "tcvap")
    for said in (row.name, row.name_es, row.application_process_es):
        assert said is not None
        assert said in unescape(text)
    assert "entity=statement&amp;id=service.tcvap." in text
