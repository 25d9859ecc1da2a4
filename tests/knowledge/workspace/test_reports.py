import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import report_counts
from knowledge.workspace.partner_log_tables import ReportCount
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.referral_tables import Referral
from knowledge.workspace.report_periods import Period, month_number, month_text
from knowledge.workspace.reports import Report, Work, choosable, report
from knowledge.workspace.retention import fold
from knowledge.workspace.suppression import Figure
from knowledge.workspace.times import stamp
from knowledge.workspace.topics import count_topic
from tests.knowledge.workspace.report_log import CVS, JAL, reach_out, refer, train

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("reports") / "built.sqlite3"
    build(f"sqlite:///{file}")
    return file


@pytest.fixture
def session(built: Path, tmp_path: Path) -> Iterator[Session]:
    made = engine(f"sqlite:///{shutil.copy(built, tmp_path / 'reports.sqlite3')}")
    with Session(made) as opened:
        yield opened
    made.dispose()


def period(first: str, last: str) -> Period:
    return Period(month_number(first), month_number(last))


def seen(session: Session, first: str, last: str, today: date = TODAY) -> Report:
    report_counts.fix(session, today)
    session.commit()
    return report(session, period(first, last), today)


def exact(value: int) -> Figure:
    return Figure(value, exact=True)


def hidden(least: int = 0) -> Figure:
    return Figure(least, exact=False)


def test_every_outcome_has_its_place_in_a_report() -> None:
    placed = [outcome for outcomes in report_counts.RESULTS.values() for outcome in outcomes]
    assert sorted(placed) == sorted(referral_codes().outcomes)


def test_an_empty_log_gives_an_empty_report(session: Session) -> None:
    found = seen(session, "2026-07", "2026-11")
    assert found.is_empty
    assert found.fixed is None
    assert found.months == {}
    assert session.exec(select(ReportCount)).all() == []
    assert choosable(session, TODAY) == period("2026-07", "2026-11")


def test_referrals_are_divided_by_need_partner_language_and_outcome(session: Session) -> None:
    refer(session, "2026-07", 20, need="food", service_id=JAL, language="es", outcome="got_help")
    refer(
        session, "2026-08", 12, need="legal_immigration", service_id=CVS, language="en", outcome="no_capacity"
    )
    refer(session, "2026-09", 15, need="food", service_id="gone", language="es", outcome="waitlisted")
    found = seen(session, "2026-07", "2026-09")
    rows = {name: dict(division.rows) for name, division in found.divisions.items()}
    assert found.totals["referrals"] == exact(47)
    assert found.months == {
        month_number(f"2026-0{month}"): exact(count) for month, count in ((7, 20), (8, 12), (9, 15))
    }
    assert rows["need"] == {"food": exact(35), "legal_immigration": exact(12)}
    told = {name: figure for name, figure in rows["partner"].items() if figure.least}
    assert told == {"justice_at_last": exact(20), "cvs": exact(12), "unknown": exact(15)}
    assert rows["language"] == {"es": exact(35), "en": exact(12)}
    assert rows["result"] == {
        "reached": exact(20), "unmet": exact(27), "ended": exact(0), "waiting": exact(0)
    }  # fmt: skip
    assert rows["unmet"] == {"waitlisted": exact(15), "no_capacity": exact(12), "not_eligible": exact(0)}
    assert rows["unmet_need"] == {"food": exact(15), "legal_immigration": exact(12)}
    assert found.divisions["unmet"].total == exact(27)


def test_a_quarter_that_is_not_fixed_yet_is_not_told(session: Session) -> None:
    refer(session, "2026-09", 20)
    assert seen(session, "2026-07", "2026-09", today=date(2026, 10, 30)).totals["referrals"] == exact(0)
    assert seen(session, "2026-07", "2026-09", today=date(2026, 10, 31)).totals["referrals"] == exact(20)


def test_what_was_fixed_never_changes(session: Session) -> None:
    """Else two reports of one quarter, made on two days, would tell what one person did between them."""
    refer(session, "2026-08", 20, outcome="pending")
    refer(session, "2026-08", 12, outcome="got_help")
    before = seen(session, "2026-07", "2026-09")
    row = session.exec(select(Referral).where(Referral.outcome == "pending")).first()
    assert row is not None
    row.outcome = "got_help"
    refer(session, "2026-08", 1)
    assert seen(session, "2026-07", "2026-09") == before


def test_an_empty_quarter_is_fixed_too(session: Session) -> None:
    refer(session, "2026-01", 20)
    seen(session, "2026-01", "2026-09")
    refer(session, "2026-05", 30)
    assert seen(session, "2026-04", "2026-06").totals["referrals"] == exact(0)


def test_counts_outlive_the_referrals(session: Session) -> None:
    refer(session, "2024-02", 20, hours=10)
    before = seen(session, "2024-01", "2024-03", today=date(2024, 6, 1))
    assert fold(session, TODAY) == 20
    assert seen(session, "2024-01", "2024-03") == before
    assert before.connections[0].hours == (10, 10, 10)


def test_referrals_that_were_folded_before_any_report_are_counted(session: Session) -> None:
    refer(session, "2024-02", 20, emergency=True, hours=10)
    fold(session, TODAY)
    found = seen(session, "2024-01", "2024-03")
    assert found.totals["referrals"] == exact(20)
    assert found.divisions["in_time"].rows == {"met": exact(20), "missed": exact(0)}


def test_months_that_make_no_quarter_have_only_their_total(session: Session) -> None:
    for month in ("2026-07", "2026-08", "2026-09"):
        refer(session, month, 20)
    found = seen(session, "2026-08", "2026-09")
    assert found.fixed is None
    assert found.months == {month_number("2026-08"): exact(20), month_number("2026-09"): exact(20)}
    assert found.divisions["need"].rows == {}


def test_overlapping_reports_do_not_tell_the_hidden_quarter(session: Session) -> None:
    """July to June minus October to June would be the 4 of the first quarter."""
    for month, count in (("2025-07", 4), ("2025-10", 30), ("2026-01", 31), ("2026-04", 32)):
        refer(session, month, count, language="tl")
        refer(session, month, 40, language="es")
    year, later = seen(session, "2025-07", "2026-06"), seen(session, "2025-10", "2026-06")
    assert later.divisions["language"].rows["tl"] == exact(93)
    assert year.divisions["language"].rows["tl"] == hidden(93)
    assert year.divisions["language"].rows["es"] == hidden(120)
    assert year.totals["referrals"] == exact(257)


def test_all_minus_one_row_does_not_tell_the_hidden_row(session: Session) -> None:
    refer(session, "2026-07", 30, need="food")
    refer(session, "2026-07", 14, need="health_care")
    refer(session, "2026-07", 3, need="legal_immigration")
    needs = seen(session, "2026-07", "2026-09").divisions["need"].rows
    assert needs == {"food": exact(30), "health_care": hidden(), "legal_immigration": hidden()}


def test_a_quarter_under_ten_is_told_to_be_so_and_no_more(session: Session) -> None:
    refer(session, "2026-07", 7)
    found = seen(session, "2026-07", "2026-09")
    assert found.totals["referrals"] == Figure(0, exact=False, under=True)
    assert set(found.divisions["need"].rows.values()) == {hidden()}
    assert set(found.months.values()) == {hidden()}
    assert not found.is_empty


def test_time_to_connection_has_quartiles_from_ten_on(session: Session) -> None:
    for hours in range(1, 10):
        refer(session, "2026-04", 1, hours=hours)
    refer(session, "2026-04", 5, outcome="pending")
    for hours in range(0, 50, 5):
        refer(session, "2026-07", 1, hours=hours)
    found = seen(session, "2026-04", "2026-09")
    assert [(month_text(one.span.first), one.hours) for one in found.connections] == [
        ("2026-04", None),
        ("2026-07", (11, 22, 34)),
    ]


def test_a_fiscal_year_has_its_own_time_to_connection(session: Session) -> None:
    for month in ("2025-07", "2025-10", "2026-01", "2026-04"):
        refer(session, month, 4, hours=6)
    found = seen(session, "2025-07", "2026-06")
    assert [one.hours for one in found.connections] == [None, None, None, None, (6, 6, 6)]
    assert found.connections[-1].span == period("2025-07", "2026-06")


def test_the_share_of_emergencies_connected_in_time(session: Session) -> None:
    refer(session, "2026-07", 30, emergency=True, hours=24)
    refer(session, "2026-07", 10, emergency=True, hours=24.5)
    refer(session, "2026-07", 50, hours=2)
    found = seen(session, "2026-07", "2026-09")
    assert found.divisions["in_time"].rows == {"met": exact(30), "missed": exact(10)}
    assert found.share_in_time == 75


def test_no_share_where_it_would_give_a_small_number_away(session: Session) -> None:
    refer(session, "2026-07", 30, emergency=True, hours=1)
    refer(session, "2026-07", 2, emergency=True)
    refer(session, "2026-07", 50)
    found = seen(session, "2026-07", "2026-09")
    assert found.divisions["in_time"].total == exact(32)
    assert set(found.divisions["in_time"].rows.values()) == {hidden()}
    assert found.share_in_time is None


def test_trainings_and_outreach_by_partner_and_month(session: Session) -> None:
    train(session, "2026-09-14", 24)
    train(session, "2026-11-03", 6)
    reach_out(session, "2026-11-04", 3, 50, organization_id="fjc")
    found = seen(session, "2026-09", "2026-11")
    assert found.work_by_partner == {
        "cvs": Work(trainings=2, people=30),
        "fjc": Work(sessions=1, materials=50),
    }
    assert found.work_by_month[month_number("2026-11")] == Work(1, 6, 1, 50)
    assert seen(session, "2026-10", "2026-10").work_by_partner == {}


def test_contacts_of_outreach_are_told_a_quarter_at_a_time(session: Session) -> None:
    reach_out(session, "2026-07-04", 40, 0, organization_id="cvs")
    reach_out(session, "2026-08-04", 6, 0, organization_id="fjc")
    reach_out(session, "2026-11-04", 30, 0)
    found = seen(session, "2026-07", "2026-11")
    assert found.divisions["contact_partner"].total == exact(46)
    assert found.divisions["contact_partner"].rows == {"cvs": hidden(), "fjc": hidden()}


def test_unanswered_topics_add_up_only_what_is_shown_of_each_month(session: Session) -> None:
    for month, count in (("2026-08", 12), ("2026-09", 4), ("2026-10", 11), ("2026-11", 20)):
        for _ in range(count):
            count_topic(session, month, "es", "taxes")
    assert seen(session, "2026-08", "2026-11").unanswered == {"taxes": hidden(23)}
    assert seen(session, "2026-10", "2026-10").unanswered == {"taxes": exact(11)}


def test_contract_lines_stand_beside_what_the_organization_did(session: Session) -> None:
    refer(session, "2026-07", 20, service_id=JAL)
    train(session, "2026-09-14", 24, organization_id="justice_at_last")
    paid = {one.organization_id: one for one in seen(session, "2026-07", "2026-09").paid}
    assert paid["justice_at_last"].referrals == exact(20)
    assert paid["justice_at_last"].work == Work(1, 24)
    assert paid["justice_at_last"].lines[0].amount_usd == 100_000
    assert paid["justice_at_last"].lines[0].sources
    assert paid["justice_at_last"].same_year == frozenset()
    assert paid["cvs"].referrals == exact(0)


def test_a_line_of_the_fiscal_year_of_the_report_is_marked_so(session: Session) -> None:
    refer(session, "2022-07", 20, service_id=JAL)
    paid = {one.organization_id: one for one in seen(session, "2022-07", "2022-09").paid}
    assert paid["justice_at_last"].same_year == {0}


def test_a_report_may_go_back_to_the_first_entry(session: Session) -> None:
    train(session, "2025-02-01", 5)
    assert choosable(session, TODAY) == period("2024-07", "2026-11")


def test_two_that_fix_a_quarter_at_once_count_it_once(session: Session) -> None:
    refer(session, "2026-07", 20)
    report_counts.fix(session, TODAY)
    session.commit()
    assert not report_counts._claim(session, month_number("2026-07"))


def test_postgresql_fixes_and_tells_the_same(postgres_url: str) -> None:
    migrate(postgres_url)
    with Session(engine(postgres_url)) as session:
        refer(session, "2026-07", 20, hours=6)
        refer(session, "2026-08", 3)
        reach_out(session, "2026-08-04", 40, 0)
        found = seen(session, "2026-07", "2026-09")
        assert found.totals == {"referrals": exact(23), "contacts": exact(40)}
        assert found.connections[0].hours == (6, 6, 6)
        assert not report_counts._claim(session, month_number("2026-07"))


def test_a_report_keeps_within_the_month_it_was_made_in_utc(session: Session) -> None:
    made = datetime(2026, 9, 30, 23, 59, tzinfo=UTC)
    for minutes in range(2):
        refer(session, "2026-07", 10)
        for row in session.exec(select(Referral).where(Referral.made_at == "2026-07-10T18:00:00Z")).all():
            row.made_at = stamp(made + timedelta(minutes=minutes))
        session.commit()
    assert seen(session, "2026-09", "2026-09").months == {month_number("2026-09"): exact(10)}
