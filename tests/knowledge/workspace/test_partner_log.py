from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.workspace import partner_log
from knowledge.workspace.base import WorkspaceTable
from knowledge.workspace.partner_log import Refused
from knowledge.workspace.partner_log_codes import kinds
from knowledge.workspace.partner_log_tables import Outreach, Training

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
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
    "organization_id": "cvs",
    "setting": "hotels",
    "language": "es",
    "contacts": "12",
    "materials": "80",
}
FORMS = {"training": TRAINING, "outreach": OUTREACH}


@pytest.fixture
def session() -> Iterator[Session]:
    made = engine("sqlite://")
    WorkspaceTable.metadata.create_all(
        made, tables=[WorkspaceTable.metadata.tables[name] for name in ("training", "outreach")]
    )
    with Session(made) as opened:
        yield opened


def read(kind: str, **changes: str) -> dict[str, object]:
    return partner_log.read(kinds()[kind], {**FORMS[kind], **changes}, {"cvs", "fjc"}, TODAY)


@pytest.mark.parametrize("kind", ["training", "outreach"])
def test_an_entry_is_kept_as_codes_and_numbers(session: Session, kind: str) -> None:
    assert partner_log.add(session, kinds()[kind], "a", read(kind), NOW)
    (row,) = partner_log.entries(session, kinds()[kind]).rows
    kept = {name: str(getattr(row, name)) for name in FORMS[kind]}
    assert kept == FORMS[kind]
    assert row.recorded_at == "2026-11-22T18:00:00Z"


def test_the_same_form_sent_twice_makes_one_entry(session: Session) -> None:
    kind = kinds()["training"]
    assert partner_log.add(session, kind, "a", read("training"), NOW)
    assert not partner_log.add(session, kind, "a", read("training", people="99"), NOW)
    (row,) = partner_log.entries(session, kind).rows
    assert isinstance(row, Training)
    assert row.people == 24


@pytest.mark.parametrize(
    ("kind", "field", "value", "why"),
    [
        ("training", "audience", "", "choose"),
        ("training", "topic", "made_up", "choose"),
        ("training", "organization_id", "nobody", "choose"),
        ("training", "held_on", "", "date"),
        ("training", "held_on", "14/09/2026", "date"),
        ("training", "held_on", "20260914", "date"),
        ("training", "held_on", "2026-02-30", "date"),
        ("training", "held_on", "2026-11-23", "future"),
        ("training", "held_on", "2018-12-31", "old"),
        ("training", "people", "", "number"),
        ("training", "people", "-3", "number"),
        ("training", "people", "twenty", "number"),
        ("training", "people", "٢٤", "number"),
        ("training", "people", "5001", "range"),
        ("training", "people", "9" * 400, "range"),
        ("outreach", "setting", "Ana's house", "choose"),
        ("outreach", "contacts", "1.5", "number"),
        ("outreach", "materials", "50001", "range"),
    ],
)
def test_says_which_field_does_not_fit_and_why(kind: str, field: str, value: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        read(kind, **{field: value})
    assert refused.value.fields == {field: why}


def test_every_field_that_does_not_fit_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        partner_log.read(kinds()["outreach"], {}, {"cvs"}, TODAY)
    assert refused.value.fields.keys() == OUTREACH.keys()


def test_today_and_the_bounds_are_taken() -> None:
    assert read("training", held_on="2026-11-22", people="5000")["people"] == 5000
    assert read("outreach", contacts="0", materials=" 0 ")["materials"] == 0


def test_a_correction_says_what_changed(session: Session) -> None:
    kind = kinds()["outreach"]
    partner_log.add(session, kind, "a", read("outreach"), NOW)
    changed = partner_log.correct(
        session, kind, "a", read("outreach", contacts="14", setting="street"), withdrawn=False
    )
    assert changed == {"contacts": (12, 14), "setting": ("hotels", "street")}
    row = partner_log.entry(session, kind, "a")
    assert isinstance(row, Outreach)
    assert (row.contacts, row.setting) == (14, "street")
    assert partner_log.correct(session, kind, "none", read("outreach"), withdrawn=False) is None


def test_a_withdrawn_entry_stays_in_the_list_and_counts_nowhere(session: Session) -> None:
    kind = kinds()["outreach"]
    partner_log.add(session, kind, "a", read("outreach"), NOW)
    changed = partner_log.correct(session, kind, "a", read("outreach"), withdrawn=True)
    assert changed == {"withdrawn": (False, True)}
    assert [row.id for row in partner_log.entries(session, kind).rows] == ["a"]
    assert partner_log.counted(session, kind, "2026-09", "2026-09") == []


def test_counts_the_entries_of_whole_months_both_ends_in(session: Session) -> None:
    kind = kinds()["training"]
    for day in ("2026-06-30", "2026-07-01", "2026-08-15", "2026-09-30", "2026-10-01"):
        partner_log.add(session, kind, day, read("training", held_on=day), NOW)
    found = [row.id for row in partner_log.counted(session, kind, "2026-07", "2026-09")]
    assert found == ["2026-07-01", "2026-08-15", "2026-09-30"]


def test_lists_the_newest_day_first_by_page_and_organization(session: Session) -> None:
    kind = kinds()["training"]
    for day in range(1, 8):
        organization = "cvs" if day % 2 else "fjc"
        values = read("training", held_on=f"2026-09-0{day}", organization_id=organization)
        partner_log.add(session, kind, str(day), values, NOW)
    page = partner_log.entries(session, kind, page=2, per_page=3)
    assert ([row.id for row in page.rows], page.pages, page.total) == (["4", "3", "2"], 3, 7)
    assert [row.id for row in partner_log.entries(session, kind, organization_id="fjc").rows] == [
        "6",
        "4",
        "2",
    ]
    assert partner_log.entries(session, kind, page=99).page == 1


def test_no_column_of_the_log_is_for_words_about_a_person() -> None:
    codes = {"audience", "topic", "language", "format", "setting"}
    ids = {"id", "organization_id", "held_on", "recorded_at", "withdrawn"}
    numbers = {"people", "contacts", "materials"}
    for table in (Training, Outreach):
        assert set(table.model_fields) <= codes | ids | numbers


def test_every_code_has_words_in_both_languages() -> None:
    for kind in kinds().values():
        for choices in kind.choices.values():
            assert all(words.en and words.es for words in choices.values())
