"""The queries on the real facts: what a texter is told, in which order, and what never."""

import pytest
from sqlmodel import Session, col, select

from knowledge.directory import queries, tables
from knowledge.directory.load import load_facts
from knowledge.directory.results import WayIn

NEEDS = [need.id for need in load_facts().taxonomy.needs]
AUDIENCES = ["survivor", "school_staff", "navigator", "community"]


def digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())[-10:]


def given_to_texters(session: Session) -> list[WayIn]:
    given: list[WayIn] = []
    for audience in AUDIENCES:
        for hit in queries.services_for_needs(session, NEEDS, audience=audience):
            given += [*hit.phones, *hit.pages]
    for line in queries.hotlines(session):
        given += [*line.numbers, *(way for pair in line.pair_with for way in pair.numbers)]
    for organization_id in set(queries.organizations_by_alias(session).values()):
        found = queries.organization(session, organization_id)
        assert found is not None
        given += found.contacts
    return given


def test_no_texter_is_given_what_is_withdrawn_held_or_for_professionals(session: Session) -> None:
    refused, allowed = set(), set()
    for row in session.exec(select(tables.Phone)):
        hidden = row.status or row.show_to or row.confirmation in {"defunct", "contradicted"}
        (refused if hidden else allowed).add(digits(row.number))
    never = refused - allowed  # the number of one service can be public for another
    assert len(never) == 9
    assert not never & {digits(way.value) for way in given_to_texters(session)}


def test_the_withdrawn_tip_line_never_comes_back(session: Session) -> None:
    assert "5102084959" not in {digits(way.value) for way in given_to_texters(session)}
    assert queries.hotline(session, "heat_watch_tip") is None
    assert "heat_watch_tip" not in {line.id for line in queries.hotlines(session)}
    assert "heat_tip" not in {hit.id for hit in queries.services_for_needs(session, ["report_tip"])}
    linked = {one for answer in queries.answers(session) for one in answer.hotline_ids}
    assert "heat_watch_tip" not in linked
    said = [one.text.en for team in queries.collaboratives(session) for one in team.statements]
    assert said
    assert not [text for text in said if "withdrawn" in text]


def test_a_number_held_until_called_is_not_given(session: Session) -> None:
    assert "8008332900" not in {digits(way.value) for way in given_to_texters(session)}


@pytest.mark.parametrize("need", NEEDS)
def test_every_hit_can_be_reached_and_names_its_source(session: Session, need: str) -> None:
    for hit in queries.services_for_needs(session, [need]):
        assert {way.kind for way in hit.phones} & {"voice", "text"}
        assert hit.sources
        assert hit.name.es
        assert hit.description.es
        assert hit.languages.es
        assert hit.area_served.es


def test_unpaid_wages_lead_to_the_labor_commissioner(session: Session) -> None:
    found = [hit.id for hit in queries.services_for_needs(session, ["wage_recovery"])]
    assert found == ["wage_claim", "whd_complaint", "civil_action"]


def test_crisis_support_leads_with_advocates_in_their_order(session: Session) -> None:
    hits = queries.services_for_needs(session, ["crisis_support"])
    assert [hit.hotline_ids[0] for hit in hits[:6]] == [
        "cvs_24h",
        "stand_crisis",
        "ndvh",
        "rainn",
        "nhth",
        "runaway_safeline",
    ]


def test_a_second_service_on_the_same_crisis_line_stands_behind_other_lines(session: Session) -> None:
    found = [
        hit.id for hit in queries.services_for_needs(session, ["emergency_shelter", "transitional_housing"])
    ]
    assert found[0] == "stand_shelter"
    assert found.index("cc_211_referral") < found.index("stand_transitional")


def test_services_for_other_counties_come_after_those_for_this_one(session: Session) -> None:
    hits = queries.services_for_needs(session, ["case_management", "crisis_support"])
    friendly = [hit.serves_contra_costa for hit in hits if hit.reaches_law_enforcement != "yes"]
    assert False in friendly
    assert friendly == sorted(friendly, reverse=True)


def test_services_that_reach_law_enforcement_come_last(session: Session) -> None:
    hits = queries.services_for_needs(session, NEEDS)
    reaches = [hit.reaches_law_enforcement == "yes" for hit in hits]
    assert True in reaches
    assert reaches == sorted(reaches)


def test_they_are_still_given_when_there_is_nothing_else(session: Session) -> None:
    hits = queries.services_for_needs(session, ["search_and_recovery"])
    assert [(hit.id, hit.reaches_law_enforcement) for hit in hits] == [("ncmec_report", "yes")]


def test_a_service_that_meets_both_needs_comes_before_one_that_meets_one(session: Session) -> None:
    found = [hit.id for hit in queries.services_for_needs(session, ["mental_health", "crisis_support"])]
    assert found[0] == "crisis_988"


def test_a_service_for_everybody_comes_before_one_for_some_ages(session: Session) -> None:
    found = [hit.id for hit in queries.services_for_needs(session, ["case_management", "advocacy"])]
    assert found.index("cvs_ht_direct") < found.index("cvs_csec_program")


def test_the_child_abuse_hotline_is_for_staff_and_not_for_survivors(session: Session) -> None:
    assert queries.services_for_needs(session, ["child_protection"]) == []
    found = queries.services_for_needs(session, ["child_protection"], audience="school_staff")
    assert {hit.id for hit in found} == {"csec_services_program", "child_abuse_report"}


def test_services_come_in_the_order_asked_for_with_their_words_for_a_text(session: Session) -> None:
    found = queries.services(session, ["wage_claim", "heat_tip", "no_such_service", "tcvap"])
    assert [hit.id for hit in found] == ["wage_claim", "tcvap"]
    assert found[1].sms is not None
    assert found[1].sms.name == "EHSD"
    assert found[1].sms.about.of("es").startswith("TCVAP: dinero")


def test_a_line_names_its_organization(session: Session) -> None:
    line = queries.hotline(session, "cvs_24h")
    assert line is not None
    assert line.organization_id == "cvs"


def test_the_limit_takes_the_first(session: Session) -> None:
    whole = queries.services_for_needs(session, ["food"])
    assert queries.services_for_needs(session, ["food"], limit=2) == whole[:2]
    assert len(whole) > 2


def test_a_service_says_who_answers_and_what_may_be_told(session: Session) -> None:
    hit = queries.services_for_needs(session, ["emergency_shelter"])[0]
    assert hit.answered_by_label is not None
    assert hit.answered_by_label.of("es") == "Personal de apoyo a víctimas (no es policía ni abogado)"
    assert hit.reaches_law_enforcement_label.of("en") == "Not law enforcement"
    assert hit.pair_with == ("lifeline_988", "ndvh")


def test_a_service_carries_its_warnings_in_both_languages(session: Session) -> None:
    tcvap = next(hit for hit in queries.services_for_needs(session, ["food"]) if hit.id == "tcvap")
    assert len(tcvap.warnings) == 3
    assert "925-900-5151" in tcvap.warnings[0].of("en")
    assert "925-900-5151" in tcvap.warnings[0].of("es")


def test_a_line_that_never_stands_alone_brings_the_others(session: Session) -> None:
    line = queries.hotline(session, "cvs_24h")
    assert line is not None
    assert [other.id for other in line.pair_with] == ["stand_crisis", "lifeline_988"]
    assert all(other.numbers for other in line.pair_with)
    assert line.never_alone_because is not None
    assert "enero de 2021" in line.never_alone_because.of("es")


def test_lines_come_in_the_order_asked_for(session: Session) -> None:
    found = queries.hotlines(session, ["ndvh", "no_such_line", "cvs_24h"])
    assert [line.id for line in found] == ["ndvh", "cvs_24h"]


def test_every_line_says_who_answers(session: Session) -> None:
    lines = queries.hotlines(session)
    assert len(lines) == 23
    assert all(line.who_answers.en and line.who_answers.es for line in lines)


def test_an_appeal_number_that_another_source_contradicts_is_left_out(session: Session) -> None:
    line = queries.hotline(session, "state_hearing")
    assert line is not None
    assert [way.printed for way in line.numbers] == ["1-800-743-8525", "1-800-952-8349"]


def test_a_text_code_keeps_its_word(session: Session) -> None:
    line = queries.hotline(session, "nhth")
    assert line is not None
    text = next(way for way in line.numbers if way.kind == "text")
    assert (text.printed, text.word, text.value) == ("HELP to 233733", "HELP", "233733")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cvs", "cvs"),
        ("community violence solutions", "cvs"),
        ("baylegal", "baylegal"),
        ("bay area legal aid", "baylegal"),
        ("ztdv", "alliance"),
    ],
)
def test_an_organization_is_found_by_any_of_its_names(session: Session, name: str, expected: str) -> None:
    assert queries.organizations_by_alias(session)[name] == expected


def test_an_organization_shows_its_public_contacts_only(session: Session) -> None:
    found = queries.organization(session, "cvs")
    assert found is not None
    assert [way.printed for way in found.contacts] == ["1-800-670-7273 (24 hours)"]
    assert found.kind_label.of("es") == "Organización comunitaria"
    assert queries.organization(session, "nobody") is None


def test_the_contract_lines_of_the_year_add_up_to_the_printed_total(session: Session) -> None:
    lines = queries.contract_lines(session, fiscal_year="FY 2022-23")
    total = [line.amount_usd for line in lines if line.is_total]
    assert total == [1_451_073]
    assert sum(line.amount_usd or 0 for line in lines if not line.is_total) == 1_451_073
    assert all(line.sources[0].title.startswith("Contra Costa EHSD, Anti-Human") for line in lines)


def test_an_organization_brings_its_contract_lines(session: Session) -> None:
    found = queries.organization(session, "love_never_fails")
    assert found is not None
    assert [(line.amount, line.purpose) for line in found.contract_lines] == [
        ("$120,088", "Search and recovery services")
    ]


def test_a_team_names_its_members_and_its_leaders_first(session: Session) -> None:
    team = queries.collaborative(session, "ht_mdt")
    assert team is not None
    assert ("fjc", "Contra Costa Family Justice Center") in team.members
    assert team.statements[0].topic == "led_by"
    assert "bringing_a_case" not in {one.topic for one in team.statements}
    assert len(queries.collaboratives(session)) == 12
    assert queries.collaborative(session, "no_team") is None


def test_answers_come_in_the_order_asked_for_with_questions_in_both_languages(session: Session) -> None:
    found = queries.answers(session, ["s_no_police", "s_danger"])
    assert [answer.id for answer in found] == ["s_no_police", "s_danger"]
    danger = found[1]
    assert danger.questions_en[0] == "I am in danger right now"
    assert danger.questions_es[0] == "Estoy en peligro ahora"
    assert danger.sms.of("es").startswith("Si hay peligro: llame al 911")
    assert danger.hotline_ids == ("emergency_911", "cvs_24h", "stand_crisis", "lifeline_988")
    assert len(danger.sources) == 4


def test_all_answers_are_there(session: Session) -> None:
    found = queries.answers(session)
    assert len(found) == 193
    assert all(answer.questions_en and answer.questions_es and answer.sources for answer in found)


def test_counts_tell_every_table(session: Session) -> None:
    found = queries.counts(session)
    assert found["service"] == len(session.exec(select(tables.Service)).all())
    assert found["directory_build"] == 1
    assert set(found) == set(tables.DirectoryTable.metadata.tables)


def test_every_line_that_is_not_withdrawn_is_shown(session: Session) -> None:
    shown = {line.id for line in queries.hotlines(session)}
    kept = session.exec(select(tables.Hotline.id).where(col(tables.Hotline.status).is_(None))).all()
    assert shown == set(kept)
