"""The search on the real facts."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.directory.load import load_facts
from knowledge.directory.search.find import search
from knowledge.directory.search.query import Query
from knowledge.meaning import encoder
from tests.knowledge.directory.search.cases import ON, RELEVANCE, found, ids, missing

NEEDS = [need.id for need in load_facts().taxonomy.needs]
AUDIENCES = ["survivor", "school_staff", "navigator", "community"]


@pytest.mark.parametrize("case", RELEVANCE, ids=lambda case: case["text"])
def test_what_people_type_finds_what_they_need(session: Session, case: dict[str, Any]) -> None:
    assert missing(session, case) == []


def test_the_table_holds_both_languages_and_enough_rows() -> None:
    texts = [case["text"] for case in RELEVANCE]
    assert len(set(texts)) == len(texts) >= 60
    known = {service.id for service in load_facts().services.services}
    assert {one for case in RELEVANCE for one in case.get("all") or case["any"]} <= known


@pytest.mark.parametrize("audience", AUDIENCES)
def test_needs_alone_are_answered_in_the_order_of_services_for_needs(session: Session, audience: str) -> None:
    asked = [(need,) for need in NEEDS] + [tuple(NEEDS), ("mental_health", "crisis_support")]
    for needs in asked:
        expected = [hit.id for hit in queries.services_for_needs(session, needs, audience=audience)]
        assert ids(session, needs=needs, audience=audience, per_page=100) == expected, needs


def test_nothing_asked_finds_every_active_service(session: Session) -> None:
    active = select(tables.Service.id).where(tables.Service.status == "active")
    assert set(ids(session, per_page=100)) == set(session.exec(active))


def test_a_text_without_any_known_word_is_answered_by_meaning(session: Session) -> None:
    assert ids(session, text="starving")[0] in {"cfap", "immediate_need", "tcvap", "cc_211_referral"}


def test_services_withdrawn_are_not_found(session: Session) -> None:
    assert "heat_tip" not in ids(session, text="HEAT Watch tip line Alameda", per_page=100)


def test_what_is_offered_to_others_only_is_left_out_for_an_audience(session: Session) -> None:
    report = {"text": "report child abuse", "per_page": 50}
    assert "child_abuse_report" in ids(session, **report, audience="school_staff")
    assert "child_abuse_report" not in ids(session, **report, audience="survivor")


def test_an_audience_is_given_only_what_can_be_called_or_texted(session: Session) -> None:
    given_to = ids(session, audience="survivor", per_page=100)
    assert [hit.id for hit in queries.services(session, given_to)] == given_to
    assert "ht_mdt_review" in ids(session, per_page=100)
    assert "ht_mdt_review" not in given_to


def test_a_place_outside_shows_what_serves_it(session: Session) -> None:
    elsewhere = ids(session, place="other_us", per_page=100)
    assert {"nhth_line", "dv_line", "whd_complaint"} <= set(elsewhere)
    assert not {"wage_claim", "tcvap", "girls_court_service"} & set(elsewhere)
    assert "wage_claim" in ids(session, place="other_california", per_page=100)
    assert "girls_court_service" in ids(session, place="alameda", per_page=100)
    assert "girls_court_service" not in ids(session, place="contra_costa", per_page=100)


def test_filters_are_all_to_be_met(session: Session) -> None:
    both = set(ids(session, needs=("wage_recovery",), place="other_us", per_page=100))
    assert both == {"whd_complaint"}


def test_an_unknown_language_stays_in_and_comes_after_a_known_one(session: Session) -> None:
    hits = found(session, text="wage", language="es").hits
    unknown = [bool(hit.unknown) for hit in hits]
    assert unknown == sorted(unknown)
    of = {hit.service_id: hit.unknown for hit in hits}
    assert (of["wage_claim"], of["whd_complaint"], of["civil_action"]) == ((), (), ("language",))


def test_a_language_that_a_service_is_known_not_to_have_leaves_it_out(session: Session) -> None:
    assert "whd_complaint" not in ids(session, text="federal wage complaint", language="vi", per_page=100)
    assert "baylegal_civil" in ids(session, text="legal help", language="vi", per_page=100)


def test_free_is_known_only_where_the_source_says_so(session: Session) -> None:
    unknown = {hit.service_id: hit.unknown for hit in found(session, cost="free", per_page=100).hits}
    assert unknown["safe_at_home"] == ()
    assert unknown["dv_line"] == ("cost",)


def test_closed_services_are_left_out_and_unknown_hours_come_last(session: Session) -> None:
    night = ON.replace(hour=10)  # two in the morning in California
    query = Query(open_now=True, per_page=100)
    hits = search(session, query, encode=encoder(), on=night).hits
    unknown = ["hours" in hit.unknown for hit in hits]
    assert True in unknown
    assert unknown == sorted(unknown)
    open_now = {hit.service_id for hit in hits if not hit.unknown}
    assert "crisis_988" in open_now
    day = {hit.service_id for hit in found(session, open_now=True, per_page=100).hits}
    assert day - {hit.service_id for hit in hits}


def test_a_mode_finds_the_ways_a_texter_may_have(session: Session) -> None:
    texting = ids(session, mode="text", needs=("crisis_support",), audience="survivor", per_page=100)
    assert "crisis_988" in texting
    for hit in queries.services(session, texting):
        assert any(way.kind == "text" for way in hit.phones), hit.id


@pytest.mark.parametrize(
    "asked", [{}, {"text": "shelter"}, {"needs": ("crisis_support",)}, {"open_now": True}]
)
def test_pages_follow_each_other_without_gap_or_overlap(session: Session, asked: dict[str, Any]) -> None:
    whole = found(session, **asked, per_page=100)
    pages: list[str] = []
    for page in range(1, whole.total // 4 + 2):
        part = found(session, **asked, per_page=4, page=page)
        assert part.total == whole.total == len(whole.hits)
        pages += [hit.service_id for hit in part.hits]
    assert pages == [hit.service_id for hit in whole.hits]
    assert found(session, **asked, page=99).hits == ()


def test_the_same_question_has_the_same_answer(session: Session) -> None:
    asked: dict[str, Any] = {"text": "mi jefe no me paga y no tengo donde dormir", "per_page": 100}
    assert found(session, **asked) == found(session, **asked)


SIGNS = [
    "shelter",
    "OR",
    '"',
    "NEAR(",
    "*",
    "renta",
    "^name",
    "{name}:",
    "'; DROP TABLE service;--",
    "\x00",
    "💔",
]
TYPED = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(SIGNS), max_size=12).map(" ".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=TYPED)
def test_no_text_breaks_the_search(session: Session, text: str) -> None:
    page = found(session, text=text)
    assert len(page.hits) <= page.per_page
    assert [hit.score for hit in page.hits] == sorted((hit.score for hit in page.hits), reverse=True)


def test_a_very_long_text_is_answered_too(session: Session) -> None:
    assert ids(session, text="necesito un lugar donde dormir " * 500)
