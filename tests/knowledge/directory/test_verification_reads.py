"""On a day: what a texter is still given, and what a navigator sees is due."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.verification_reads import hidden

SMALL = Path(__file__).resolve().parents[1] / "facts_broken" / "base"
FRESH, DUE, LATE, YEARS = date(2026, 12, 1), date(2027, 3, 1), date(2027, 12, 1), date(2030, 1, 1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Session]:
    """A crisis line, a service reached through it, and an organization with a number of its own."""
    folder, url = tmp_path / "facts", f"sqlite:///{tmp_path / 'small.sqlite3'}"
    shutil.copytree(SMALL, folder)
    build(url, folder)
    made = engine(url)
    with Session(made) as opened:
        yield opened
    made.dispose()


def contacts(session: Session, on: date | None) -> list[str]:
    found = queries.organization(session, "pantry", on=on)
    assert found is not None
    return [way.value for way in found.contacts]


def call(session: Session, entity_id: str, on: str, result: str, kind: str = "phone") -> None:
    """A person rings a number and writes down what happened."""
    session.add(
        tables.Verification(
            id=f"{entity_id}.{on}",
            origin="navigator",
            entity="phone",
            entity_id=entity_id,
            field_kind=kind,
            checked_on=on,
            checked_by="navigator",
            means="call",
            result=result,
        )
    )
    session.commit()


def test_a_number_nobody_checked_for_a_year_is_not_given(small: Session) -> None:
    assert [contacts(small, on) for on in (None, FRESH, DUE, LATE)] == [["925-555-0100"]] * 3 + [[]]


def test_a_call_makes_it_fresh_again(small: Session) -> None:
    call(small, "organization.pantry.0", "2027-11-01", "confirmed")
    assert contacts(small, LATE) == ["925-555-0100"]


def test_a_number_that_was_found_dead_is_hidden_that_day(small: Session) -> None:
    call(small, "organization.pantry.0", "2026-11-30", "dead")
    assert contacts(small, FRESH) == []


def test_a_crisis_line_is_given_however_old_its_check_is(small: Session) -> None:
    line = queries.hotline(small, "help_line", on=LATE)
    assert line is not None
    assert [way.value for way in line.numbers] == ["925-555-0101"]
    assert [hit.id for hit in queries.services_for_needs(small, ["food"], on=LATE)] == ["pantry_food"]


def test_a_crisis_line_found_dead_is_not_given(small: Session) -> None:
    call(small, "hotline.help_line.0", "2026-11-30", "dead", "crisis_phone")
    assert queries.hotline(small, "help_line", on=FRESH) is None
    assert queries.hotlines(small, on=FRESH) != queries.hotlines(small)
    assert queries.services(small, ["pantry_food"], on=FRESH) == []


def test_hours_too_old_are_left_out_and_the_line_stays(small: Session) -> None:
    fresh, late = queries.hotline(small, "help_line", on=FRESH), queries.hotline(small, "help_line", on=LATE)
    assert fresh is not None
    assert late is not None
    assert fresh.hours is not None
    assert late.hours is None


def test_a_service_nobody_looked_at_for_three_years_is_not_listed(small: Session) -> None:
    assert [hit.id for hit in queries.services(small, ["pantry_food"], on=LATE)] == ["pantry_food"]
    assert queries.services(small, ["pantry_food"], on=YEARS) == []


def test_a_navigator_sees_what_is_due_the_most_urgent_first(small: Session) -> None:
    found = queries.verification_states(small, DUE)
    states = [one.state for one in found]
    assert states == sorted(states, key=("hidden", "flagged", "fresh").index)
    flagged = {(one.entity, one.entity_id, one.field_kind) for one in found if one.state == "flagged"}
    assert ("phone", "organization.pantry.0", "phone") in flagged
    assert ("service", "pantry_food", "description") not in flagged
    assert all(one.reason.en and one.reason.es for one in found)


def test_a_state_names_the_check_that_counts(small: Session) -> None:
    call(small, "organization.pantry.0", "2026-11-30", "dead")
    one = next(
        one for one in queries.verification_states(small, FRESH) if one.entity_id == "organization.pantry.0"
    )
    assert (one.state, one.checked_on, one.means, one.result) == (
        "hidden",
        date(2026, 11, 30),
        "call",
        "dead",
    )


def test_what_a_navigator_wrote_down_survives_the_next_fill(small: Session, tmp_path: Path) -> None:
    call(small, "organization.pantry.0", "2026-11-30", "dead")
    path = tmp_path / "facts" / "organizations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The Pantry", "The Larder"))
    build(f"sqlite:///{tmp_path / 'small.sqlite3'}", tmp_path / "facts")
    small.expire_all()
    assert ("organization.pantry.0", "phone") in hidden(small, "phone", FRESH)


def test_nothing_of_today_is_hidden_in_the_real_facts_but_what_texters_never_get(session: Session) -> None:
    day = date(2026, 11, 22)
    given = {way.value for line in queries.hotlines(session) for way in line.numbers}
    assert {way.value for line in queries.hotlines(session, on=day) for way in line.numbers} == given
    kept = [one for one in queries.verification_states(session, day) if one.state == "hidden"]
    assert {one.result for one in kept} <= {"contradicted", "defunct"}


def test_every_kind_of_field_that_is_checked_has_a_policy(session: Session) -> None:
    kinds = {row.field_kind for row in session.exec(select(tables.Verification))}
    assert kinds <= {row.field_kind for row in session.exec(select(tables.ExpiryPolicy))}
    assert kinds >= {
        "phone",
        "crisis_phone",
        "page",
        "email",
        "hours",
        "eligibility",
        "description",
        "answer",
    }


def test_what_is_hidden_may_be_asked_of_some_rows_only(small: Session) -> None:
    call(small, "organization.pantry.0", "2026-11-30", "dead")
    dead = ("organization.pantry.0", "phone")
    assert dead in hidden(small, "phone", FRESH, [dead[0]])
    assert dead not in hidden(small, "phone", FRESH, ["another"])
    assert hidden(small, "phone", FRESH, []) == set()
