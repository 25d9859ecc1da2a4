import re

import pytest
from sqlmodel import Session

from knowledge.workspace import audit, partner_log
from knowledge.workspace.partner_log_codes import kinds
from tests.navigator_api.web.conftest import FormToken, SignIn, Workspace

pytestmark = pytest.mark.anyio

LOG = "/navigator/reports/log"
TRAINING = {
    "held_on": "2026-09-14",
    "organization_id": "cvs",
    "audience": "school_staff",
    "topic": "signs",
    "language": "en_es",
    "format": "in_person",
    "people": "24",
}
OUTREACH = {
    "held_on": "2026-09-14",
    "organization_id": "fjc",
    "setting": "hotels",
    "language": "es",
    "contacts": "12",
    "materials": "80",
}
FORMS = {"training": TRAINING, "outreach": OUTREACH}


def entry_of(html: str) -> str:
    found = re.search(r'name="entry" value="([0-9a-f]{32})"', html)
    assert found
    return found[1]


def kept(workspace: Workspace, kind: str) -> list[dict[str, object]]:
    with Session(workspace.engine) as session:
        return [row.model_dump() for row in partner_log.entries(session, kinds()[kind]).rows]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["training", "outreach"])
async def test_an_entry_is_added_once_listed_and_written_into_the_audit_log(
    doors: Workspace, sign_in: SignIn, form_token: FormToken, kind: str, language: str
) -> None:
    client = sign_in("navigator", "nora", language=language)
    form = await client.get(f"{LOG}/{kind}/new")
    sent = {**FORMS[kind], "entry": entry_of(form.text), "form_token": form_token(client)}
    for _ in range(2):
        answer = await client.post(f"{LOG}/{kind}/new", data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{LOG}?kind={kind}&done=added")
    (row,) = kept(doors, kind)
    assert {name: str(row[name]) for name in FORMS[kind]} == FORMS[kind]
    listed = (await client.get(LOG, params={"kind": kind, "done": "added"})).text
    assert 'role="status"' in listed
    assert "2026-09-14" in listed
    with Session(doors.engine) as session:
        (done,) = audit.page(session, "partner_log.add")
    assert (done.who, done.entity, done.entity_id) == ("nora", kind, row["id"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "2026-11-23"}, "This date has not come yet."),
        ({"people": "twenty"}, "Give a whole number, with digits only."),
        ({"people": "5001"}, "This number is too big."),
        ({"audience": ""}, "Choose one from the list."),
        ({"organization_id": "Ana Lopez"}, "Choose one from the list."),
    ],
    ids=lambda value: str(value),
)
async def test_what_does_not_fit_is_said_beside_the_field_and_kept(
    doors: Workspace, sign_in: SignIn, form_token: FormToken, changes: dict[str, str], words: str
) -> None:
    client = sign_in("navigator")
    sent = {**TRAINING, **changes, "entry": "0" * 32, "form_token": form_token(client)}
    answer = await client.post(f"{LOG}/training/new", data=sent)
    (field,) = changes
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert words in answer.text
    assert f'<a href="#{field}">' in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert 'value="2026-09-14"' in answer.text or field == "held_on"
    assert '<option value="signs" selected>' in answer.text
    assert "0" * 32 in answer.text
    assert kept(doors, "training") == []


async def test_a_correction_and_a_mistake_left_out_are_written_down(
    doors: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("navigator")
    token = {"form_token": form_token(client)}
    await client.post(f"{LOG}/outreach/new", data={**OUTREACH, **token, "entry": "a" * 32})
    path = f"{LOG}/outreach/{'a' * 32}"
    assert 'value="80"' in (await client.get(path)).text
    answer = await client.post(path, data={**OUTREACH, **token, "contacts": "14"})
    assert answer.headers["location"] == f"{LOG}?kind=outreach&done=corrected"
    await client.post(path, data={**OUTREACH, **token, "contacts": "14", "withdrawn": "yes"})
    (row,) = kept(doors, "outreach")
    assert (row["contacts"], row["withdrawn"]) == (14, True)
    assert "Left out: it counts nowhere" in (await client.get(LOG, params={"kind": "outreach"})).text
    assert 'value="yes" checked' in (await client.get(path)).text
    with Session(doors.engine) as session:
        details = [dict(one.detail) for one in audit.page(session, "partner_log.correct")]
    assert details == [{"withdrawn": "False > True"}, {"contacts": "12 > 14"}]


async def test_a_correction_that_changes_nothing_is_not_written_down(
    doors: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("navigator")
    sent = {**OUTREACH, "form_token": form_token(client), "entry": "a" * 32}
    await client.post(f"{LOG}/outreach/new", data=sent)
    assert (await client.post(f"{LOG}/outreach/{'a' * 32}", data=sent)).status_code == 303
    with Session(doors.engine) as session:
        assert audit.count(session, "partner_log.correct") == 0


async def test_an_entry_that_is_not_there_is_said_so(
    doors: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("navigator")
    path = f"{LOG}/training/{'b' * 32}"
    assert (await client.get(path)).status_code == 404
    sent = {**TRAINING, "form_token": form_token(client)}
    assert (await client.post(path, data=sent)).status_code == 404
    assert kept(doors, "training") == []


async def test_only_who_may_write_sees_the_log(
    doors: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    viewer = sign_in("viewer")
    assert (await viewer.get(LOG)).status_code == 403
    sent = {**TRAINING, "form_token": form_token(viewer)}
    assert (await viewer.post(f"{LOG}/training/new", data=sent)).status_code == 403
    assert (await sign_in("navigator").post(f"{LOG}/training/new", data=TRAINING)).status_code == 403
    assert "reports/log" not in (await viewer.get("/navigator/reports")).text
    assert kept(doors, "training") == []


async def test_the_list_is_of_one_partner_when_it_is_chosen(
    doors: Workspace, sign_in: SignIn, form_token: FormToken
) -> None:
    client = sign_in("navigator")
    for organization in ("cvs", "fjc"):
        sent = {**TRAINING, "organization_id": organization, "form_token": form_token(client)}
        await client.post(f"{LOG}/training/new", data=sent)
    assert "2 entries" in (await client.get(LOG)).text
    found = await client.get(LOG, params={"organization": "fjc"})
    assert "1 entries" in found.text
    assert '<option value="fjc" selected>' in found.text


async def test_no_form_has_a_field_for_words(doors: Workspace, sign_in: SignIn) -> None:
    client = sign_in("navigator")
    for kind in FORMS:
        html = (await client.get(f"{LOG}/{kind}/new")).text
        assert "<textarea" not in html
        typed = set(re.findall(r'<input id="(\w+)" name="\w+" type="text"', html))
        assert typed <= {"people", "contacts", "materials"}
