"""Taking in a file in the browser."""

import json
import re

import httpx
import pytest
from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.workspace.care_tables import CareImport
from tests.knowledge.directory.hsds.foreign import uuid
from tests.knowledge.workspace.care.test_import_files import packed
from tests.navigator_api.web.care.conftest import Started
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace

pytestmark = [pytest.mark.anyio]
PATH = "/navigator/care/imports"
ROWS = {"organizations": [{"id": uuid(1), "name": "Kayak club", "description": "Boats"}]}


async def upload(
    client: httpx.AsyncClient, form_token: FormToken, content: bytes, origin: str = "county"
) -> httpx.Response:
    data = {"form_token": form_token(client), "origin": origin}
    return await client.post(PATH, data=data, files={"file": ("../../x.json", content)})


async def test_a_file_is_previewed_confirmed_and_watched_until_it_is_done(
    cared: Workspace, sign_in: SignIn, form_token: FormToken, started: Started
) -> None:
    client = sign_in("editor")
    answer = await upload(client, form_token, json.dumps(ROWS).encode())
    assert answer.status_code == 303
    run = answer.headers["location"]
    seen = (await client.get(run)).text
    assert "Nothing has been written." in seen
    assert re.search(r"organization</td><td[^>]*>1</td><td[^>]*>0</td>", seen)
    assert "data-poll" not in seen
    with Session(cared.engine) as session:
        assert session.get(tables.Organization, uuid(1)) is None
    await client.post(f"{run}/confirm", data={"form_token": form_token(client)})
    running = (await client.get(run, headers={"X-Fragment": "1"})).text
    assert f'data-poll="{run}"' in running
    assert '<progress id="progress" max="1" value="0">' in running
    [work] = started
    work()
    done = (await client.get(run, headers={"X-Fragment": "1"})).text
    assert "data-poll" not in done
    assert "The directory and the search have it now." in done
    with Session(cared.engine) as session:
        assert session.get_one(tables.Organization, uuid(1)).origin == "county"


async def test_a_file_is_confirmed_once(
    cared: Workspace, sign_in: SignIn, form_token: FormToken, started: Started
) -> None:
    client = sign_in("editor")
    run = (await upload(client, form_token, json.dumps(ROWS).encode())).headers["location"]
    for _ in range(2):
        answer = await client.post(f"{run}/confirm", data={"form_token": form_token(client)})
    assert answer.headers["location"].endswith("done=busy")
    assert len(started) == 1


async def test_a_file_can_be_let_go(cared: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
    client = sign_in("editor")
    run = (await upload(client, form_token, json.dumps(ROWS).encode())).headers["location"]
    await client.post(f"{run}/drop", data={"form_token": form_token(client)})
    assert "Let go" in (await client.get(run)).text
    with Session(cared.engine) as session:
        assert session.exec(select(CareImport.content)).one() is None


@pytest.mark.parametrize(
    ("content", "origin", "words"),
    [
        (b"", "county", "The file is empty."),
        (b"hello", "county", "This is no HSDS data"),
        (packed(("../organizations.csv", "id\n1\n")), "county", "a name that is not allowed"),
        (packed(("organizations.csv", b"x" * (17 * 1024 * 1024))), "county", "too large once unpacked"),
        (json.dumps(ROWS).encode(), "facts", "Names such as facts are taken."),
        (b"x" * (2 * 1024 * 1024 + 1), "county", "larger than 2 MB"),
    ],
)
async def test_a_file_is_refused_in_words(
    cared: Workspace, sign_in: SignIn, form_token: FormToken, content: bytes, origin: str, words: str
) -> None:
    client = sign_in("editor")
    answer = await upload(client, form_token, content, origin)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'role="alert"' in answer.text
    with Session(cared.engine) as session:
        assert session.exec(select(CareImport)).all() == []


async def test_rows_that_are_refused_are_shown_with_their_reason(
    cared: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("editor", language="es")
    rows = {"organizations": [*ROWS["organizations"], {"id": "7", "name": "<b>x</b>", "description": "y"}]}
    run = (await upload(client, form_token, json.dumps(rows).encode())).headers["location"]
    text = (await client.get(run)).text
    assert "Filas que no se toman (1)" in text
    assert "No está como pide HSDS" in text
    assert "<b>x" not in text


async def test_navigators_take_in_no_files(cared: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
    client = sign_in("navigator")
    assert (await upload(client, form_token, b"{}")).status_code == 403
    assert (await client.get(PATH)).status_code == 403
