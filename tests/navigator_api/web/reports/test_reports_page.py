import csv
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest
from pypdf import PdfReader
from sqlmodel import Session

from knowledge.workspace import audit
from tests.navigator_api.web.conftest import SignIn, Workspace

pytestmark = pytest.mark.anyio

PAGE, JSON = "/navigator/reports", "/api/v1/reports"
PARTS = ("referrals", "outcomes", "partners", "contracts")
THOUSANDS = re.compile(r"(?<=^\d),(?=\d{3}$)")
QUARTER = {"period": "q-2026-07"}


def tables_of(html: str) -> Iterator[tuple[str, list[list[str]]]]:
    """(title, rows with their head) of each table of a page, hidden words taken out."""
    for found in re.findall(r"<table.*?</table>", html, re.DOTALL):
        table = ElementTree.fromstring(re.sub(r'<span class="visually-hidden">.*?</span>', "", found))
        caption = table.find("caption")
        assert caption is not None
        yield (
            caption.text or "",
            [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")],
        )


async def whole_page(client: httpx.AsyncClient, **query: str) -> str:
    """Every part of a report's page."""
    answers = [await client.get(PAGE, params={"part": part, **query}) for part in PARTS]
    assert [answer.status_code for answer in answers] == [200] * len(PARTS)
    return "".join(answer.text for answer in answers)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_page_csv_pdf_and_json_say_the_same_numbers(
    logged: Workspace, sign_in: SignIn, language: str
) -> None:
    client = sign_in("navigator")
    query = {"period": "fy-2025", "lang": language}
    found = (await client.get(JSON, params=query)).json()["tables"]
    on_page = dict(tables_of(await whole_page(client, **query)))
    pdf = PdfReader(io.BytesIO((await client.get(f"{PAGE}/report.pdf", params=query)).content))
    paper = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert {"month", "need", "partner", "language", "result", "first_connection"} <= {
        one["id"] for one in found
    }
    for table in found:
        rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
        printed = [[row["label"], *(cell["text"] for cell in row["cells"])] for row in rows]
        saved = await client.get(f"{PAGE}/tables/{table['id']}.csv", params=query)
        in_file = list(csv.reader(io.StringIO(saved.text.removeprefix("\ufeff"))))
        assert in_file == [table["head"], *([THOUSANDS.sub("", cell) for cell in row] for row in printed)]
        if table["id"] != "contracts":
            assert on_page[table["title"]] == [table["head"], *printed]
            for row in printed:
                assert " ".join(row).replace("—", "-") in paper


async def test_hidden_numbers_are_in_no_answer(logged: Workspace, sign_in: SignIn) -> None:
    """The 4 of a quarter: neither itself nor what gives it away, whichever months are asked for."""
    client = sign_in("navigator")
    whole = (await client.get(JSON, params={"period": "fy-2025"})).json()
    part = (await client.get(JSON, params={"period": "months", "first": "2025-10", "last": "2026-06"})).json()
    quarter = (await client.get(JSON, params={"period": "q-2025-07"})).json()
    tagalog = [row(report, "language", "tl")["cells"][0] for report in (whole, part, quarter)]
    assert tagalog == [
        {"text": "45+", "value": None, "at_least": 45},
        {"text": "45", "value": 45, "at_least": 45},
        {"text": "—", "value": None, "at_least": None},
    ]
    totals = [table(report, "language")["total"]["cells"][0]["value"] for report in (whole, part, quarter)]
    assert totals == [249, 195, 54]
    spanish = [row(report, "language", "es")["cells"][0]["text"] for report in (whole, part, quarter)]
    assert spanish == ["150+", "150", "—"]


def table(report: dict[str, list[dict[str, object]]], table_id: str) -> dict[str, object]:
    return next(one for one in report["tables"] if one["id"] == table_id)


def row(report: dict[str, list[dict[str, object]]], table_id: str, row_id: str) -> dict[str, object]:
    rows = table(report, table_id)["rows"]
    assert isinstance(rows, list)
    return next(one for one in rows if one["id"] == row_id)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Nothing is logged for these months."), ("es", "No hay nada anotado en estos meses.")],
)
async def test_an_empty_log_is_said_to_be_empty(
    doors: Workspace, sign_in: SignIn, language: str, words: str
) -> None:
    client = sign_in("navigator", language=language)
    assert words in (await client.get(PAGE)).text
    found = (await client.get(JSON, params={"lang": language})).json()
    assert found["empty"] is True
    assert words in found["notes"]
    pdf = PdfReader(io.BytesIO((await client.get(f"{PAGE}/report.pdf")).content))
    assert words in pdf.pages[0].extract_text()


async def test_a_report_that_has_numbers_is_not_said_to_be_empty(logged: Workspace, sign_in: SignIn) -> None:
    assert "Nothing is logged" not in (await sign_in("viewer").get(PAGE)).text


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_chart_is_xml_with_a_title_and_its_numbers_in_words(
    logged: Workspace, sign_in: SignIn, language: str
) -> None:
    html = await whole_page(sign_in("viewer"), period="fy-2025", lang=language)
    charts = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    assert len(charts) > 8
    for chart in charts:
        title, desc = list(chart)[:2]
        assert chart.get("role") == "img"
        assert chart.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text
        assert desc.text
    assert len({next(iter(chart)).get("id") for chart in charts}) == len(charts)


async def test_a_viewer_reads_but_saves_nothing(logged: Workspace, sign_in: SignIn) -> None:
    client = sign_in("viewer")
    html = (await client.get(PAGE)).text
    assert ".csv" not in html
    assert "report.pdf" not in html
    assert (await client.get(f"{PAGE}/report.pdf")).status_code == 403
    assert (await client.get(f"{PAGE}/tables/need.csv")).status_code == 403
    assert (await logged.client().get(PAGE)).status_code == 303
    assert (await logged.client().get(JSON)).status_code == 401


async def test_saving_is_written_into_the_audit_log(logged: Workspace, sign_in: SignIn) -> None:
    client = sign_in("navigator", "nora")
    await client.get(f"{PAGE}/tables/need.csv", params=QUARTER)
    await client.get(f"{PAGE}/report.pdf", params=QUARTER)
    await client.get(f"{PAGE}/tables/none.csv", params=QUARTER)
    with Session(logged.engine) as session:
        rows = [(one.who, one.entity_id, dict(one.detail)) for one in audit.page(session, "report.export")]
    months = {"first": "2026-07", "last": "2026-09"}
    assert rows == [("nora", "", months), ("nora", "need", months)]


async def test_files_are_named_after_their_months_and_kept_nowhere(
    logged: Workspace, sign_in: SignIn
) -> None:
    client = sign_in("navigator")
    saved = await client.get(f"{PAGE}/tables/need.csv", params=QUARTER)
    paper = await client.get(f"{PAGE}/report.pdf", params=QUARTER)
    assert saved.headers["content-disposition"] == 'attachment; filename="need-2026-07-2026-09.csv"'
    assert paper.headers["content-disposition"] == 'attachment; filename="report-2026-07-2026-09.pdf"'
    assert {answer.headers["cache-control"] for answer in (saved, paper)} == {"no-store"}
    assert paper.headers["content-type"] == "application/pdf"


async def test_without_a_period_it_is_this_fiscal_year_so_far(logged: Workspace, sign_in: SignIn) -> None:
    found = (await sign_in("viewer").get(JSON)).json()
    assert found["period"] == {"first": "2026-07", "last": "2026-11"}
    assert found["fixed"] == {"first": "2026-07", "last": "2026-09"}


@pytest.mark.parametrize(
    "query",
    [
        {"period": "fy-2024"},
        {"period": "fy-2027"},
        {"period": "q-2026-08"},
        {"period": "week"},
        {"period": "months"},
        {"period": "months", "first": "2026-07"},
        {"period": "months", "first": "2026-07", "last": "2026-12"},
        {"period": "months", "first": "2025-06", "last": "2026-07"},
        {"period": "months", "first": "2026-09", "last": "2026-07"},
    ],
    ids=lambda query: " ".join(query.values()),
)
async def test_months_that_cannot_be_asked_for_are_said_so(
    logged: Workspace, sign_in: SignIn, query: dict[str, str]
) -> None:
    client = sign_in("navigator")
    page = await client.get(PAGE, params=query)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Referrals by need" not in page.text
    for path in (JSON, f"{PAGE}/report.pdf", f"{PAGE}/tables/need.csv"):
        answer = await client.get(path, params=query)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_wrong_choice_of_months_is_kept(logged: Workspace, sign_in: SignIn) -> None:
    query = {"period": "months", "first": "2026-09", "last": "2026-07"}
    html = (await sign_in("viewer").get(PAGE, params=query)).text
    chosen = re.findall(r'<option value="([^"]*)" selected', html)
    assert chosen == ["months", "2026-09", "2026-07"]
    assert "The last month comes before the first." in html


async def test_months_that_make_no_quarter_show_their_totals_alone(
    logged: Workspace, sign_in: SignIn
) -> None:
    query = {"period": "months", "first": "2026-07", "last": "2026-08"}
    found = (await sign_in("viewer").get(JSON, params=query)).json()
    assert found["fixed"] is None
    assert "No whole quarter of these months is ready" in found["notes"][0]
    shown = {one["id"] for one in found["tables"]}
    assert shown == {"month", "work_partner", "work_month", "contracts"}


async def test_contract_lines_show_source_and_check_date_beside_the_work(
    logged: Workspace, sign_in: SignIn
) -> None:
    html = (await sign_in("viewer").get(PAGE, params={"part": "contracts"})).text
    assert "$100,000" in html
    assert "Contra Costa EHSD, Anti-Human Trafficking Update, 12 September 2023" in html
    assert "Checked on November 21, 2026" in html
    assert "Nothing in the log can be matched to this line." in html
    assert ".yaml" not in html


async def test_the_share_of_emergencies_and_where_the_aim_comes_from(
    logged: Workspace, sign_in: SignIn
) -> None:
    html = (await sign_in("viewer").get(PAGE, params={"part": "outcomes", "period": "fy-2025"})).text
    assert "100 in 100 were connected in 24 hours." in html
    assert "H.E.A.T. Watch grant of Alameda County" in html
