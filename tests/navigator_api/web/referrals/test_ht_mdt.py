"""The packet for the HT-MDT."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from navigator_api.web import ht_mdt

pytestmark = pytest.mark.anyio

PATH = "/navigator/referrals/ht-mdt"


@pytest.fixture
def desk(workspace: Any) -> Any:
    workspace.app.include_router(
        ht_mdt.router(workspace.site, workspace.guard, workspace.engine, workspace.now)
    )
    return workspace


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            (
                "Professionals with a complex or high-risk case, when the survivor agreed.",
                "The team includes law enforcement.",
                "Some police work in the building.",
                "925-608-4800",
                "521-6366",
                "California Penal Code 13753",
                "No name, birth date, address or phone number.",
            ),
        ),
        (
            "es",
            (
                "Profesionales con un caso complejo o de alto riesgo, si la persona aceptó.",
                "El equipo incluye a la policía.",
                "En el edificio trabajan algunos policías.",
                "521-6366",
                "Llénelo a mano en papel.",
            ),
        ),
    ],
)
async def test_page_and_pdf_tell_who_qualifies_whom_to_ask_and_what_not_to_write(
    desk: Any, sign_in: Any, lang: str, shown: tuple[str, ...]
) -> None:
    client = sign_in("navigator")
    page = (await client.get(PATH, params={"lang": lang})).text
    answer = await client.get(f"{PATH}.pdf", params={"lang": lang})
    found = PdfReader(io.BytesIO(answer.content))
    paper = " ".join(" ".join(sheet.extract_text() for sheet in found.pages).split())
    plain = page.replace('<span class="number">', "").replace("</span>", "")
    for text in shown:
        assert text in plain, text
        assert text in paper, text
    assert found.root_object["/Lang"] == lang


async def test_nothing_can_be_filled_in_or_sent(desk: Any, sign_in: Any) -> None:
    page = (await sign_in("navigator").get(PATH)).text
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "<form" not in main
    assert "<input" not in main
    assert "<textarea" not in main


async def test_the_paper_has_room_to_write(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("navigator").get(f"{PATH}.pdf")
    found = PdfReader(io.BytesIO(answer.content))
    assert "Case code (no name)" in " ".join(sheet.extract_text() for sheet in found.pages)
    assert 2 <= len(found.pages) <= 4
    assert not found.get_fields()


async def test_viewers_and_strangers_do_not_get_it(desk: Any, sign_in: Any) -> None:
    for path in (PATH, f"{PATH}.pdf"):
        assert (await sign_in("viewer").get(path)).status_code == 403
        assert (await desk.client().get(path)).status_code == 303
