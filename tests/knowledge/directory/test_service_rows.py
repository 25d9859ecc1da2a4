"""What HSDS's columns hold for the real facts."""

import pytest
from sqlmodel import Session, SQLModel, col, select

from knowledge.directory import tables
from knowledge.directory.hsds_ids import wire_id
from knowledge.directory.load import load_facts


def service(session: Session, id: str) -> tables.Service:
    return session.get_one(tables.Service, id)


@pytest.mark.parametrize(
    ("id", "ages"),
    [
        ("csec_services_program", (None, 20)),
        ("girls_court_service", (None, 17)),
        ("hhs_certification", (18, None)),
        ("claires_house_residence", (12, 17)),
        ("calli_house_shelter", (None, None)),
        ("runaway_line", (None, None)),
        ("tcvap", (None, None)),
    ],
)
def test_ages_are_set_only_where_a_source_draws_a_line(
    session: Session, id: str, ages: tuple[int | None, int | None]
) -> None:
    row = service(session, id)
    assert (row.minimum_age, row.maximum_age) == ages


def test_a_service_tells_who_it_is_for_in_both_languages(session: Session) -> None:
    row = service(session, "tcvap")
    assert row.eligibility_description is not None
    assert row.eligibility_description.startswith("Noncitizens who were trafficked")
    assert row.eligibility_description_es is not None
    assert row.eligibility_description_es.startswith("Personas sin ciudadanía")
    rows = session.exec(select(tables.Service)).all()
    assert all(one.eligibility_description and one.eligibility_description_es for one in rows)


def test_who_is_not_served_is_told_only_where_a_fact_says_so(session: Session) -> None:
    rows = {row.id: row for row in session.exec(select(tables.Service))}
    assert (rows["tcvap"].ineligibility_description or "").startswith("U.S. citizens and people outside")
    assert (rows["tcvap"].ineligibility_description_es or "").startswith("Personas con ciudadanía")
    assert rows["calworks"].ineligibility_description is None


def test_costs_dates_and_the_page_come_from_the_facts(session: Session) -> None:
    row = service(session, "tcvap")
    assert row.fees_description == "No fee is mentioned in the sources found"
    assert row.fees_description_es == "Las fuentes no mencionan ningún cobro"
    assert row.url == "https://BenefitsCal.com"
    assert (row.assured_date, row.last_modified) == ("2026-11-21", "2026-11-21T00:00:00Z")


def test_an_organization_shows_only_a_page_and_mail_that_anybody_may_have(session: Session) -> None:
    rows = {row.id: row for row in session.exec(select(tables.Organization))}
    assert (rows["calvcb"].website, rows["calvcb"].email) == ("https://victims.ca.gov", "info@victims.ca.gov")
    assert rows["ehsd"].email is None  # for professionals
    assert rows["alameda_da"].website is None  # defunct


def test_services_belong_to_the_programs_that_the_facts_name(session: Session) -> None:
    programs = {row.id: row for row in session.exec(select(tables.Program))}
    found = dict(
        session.exec(
            select(tables.Service.id, tables.Service.program_id).where(
                col(tables.Service.program_id).is_not(None)
            )
        ).all()
    )
    assert found["tcvap"] == "tcvap_program"
    assert found["calworks"] == found["immediate_need"] == "calworks_program"
    assert programs["tcvap_program"].alternate_name == "TCVAP"
    assert set(found.values()) == set(programs)
    cited = session.exec(
        select(tables.SourceCitation.entity_id).where(tables.SourceCitation.entity == "program")
    )
    assert set(cited) == set(programs)


def test_funding_stands_at_the_service_it_pays_for(session: Session) -> None:
    rows = session.exec(select(tables.Funding).where(col(tables.Funding.service_id).is_not(None))).all()
    paid = {row.service_id: row.source for row in rows}
    assert paid["childrens_interview_center"] == "Children and Family Services, FY 2022-23"
    assert set(paid) >= {"cvs_csec_program", "cvs_ht_direct", "search_recovery", "da_victim_advocate"}
    lines = session.exec(select(tables.ContractLine)).all()
    assert len(lines) == 18  # one a contract, however many services it names


def test_papers_to_bring_are_in_both_languages(session: Session) -> None:
    rows = session.exec(select(tables.RequiredDocument).order_by(col(tables.RequiredDocument.id))).all()
    assert [row.document for row in rows if row.service_id == "t_visa"] == ["Form I-914, with a lawyer."]
    assert all(row.document and row.document_es for row in rows)


def test_an_area_is_told_in_words_and_by_its_id(session: Session) -> None:
    area = session.get_one(tables.ServiceArea, "tcvap")
    assert (area.extent, area.extent_type, area.area) == ("Contra Costa County", "text", "contra_costa")


def test_hours_stand_with_the_line_or_service_they_are_for(session: Session) -> None:
    rows = session.exec(select(tables.Schedule)).all()
    assert len(rows) == len(load_facts().schedules.schedules)
    assert all((row.hotline_id is None) != (row.service_id is None) for row in rows)
    assert {row.timezone_name for row in rows} <= {"America/Los_Angeles", "America/New_York"}
    first = session.get_one(tables.Schedule, "hotline.emergency_911.0")
    assert (first.freq, first.opens_at, first.closes_at, first.timezone) == ("WEEKLY", "00:00", "23:59", None)


@pytest.mark.parametrize("kind", [tables.ServiceCapacity, tables.Location, tables.Address, tables.Metadata])
def test_what_no_fact_tells_has_no_row(session: Session, kind: type[SQLModel]) -> None:
    assert session.exec(select(kind)).all() == []


def test_every_hsds_row_has_the_uuid_of_its_id_and_is_of_the_facts(session: Session) -> None:
    seen = 0
    for table in tables.DirectoryTable.metadata.sorted_tables:
        if "uuid" in table.c:
            for id, uuid, origin in session.connection().execute(
                table.select().with_only_columns(table.c.id, table.c.uuid, table.c.origin)
            ):
                assert (uuid, origin) == (wire_id(table.name, id), "facts")
                seen += 1
    assert seen > 800
