"""What holds for every situation, tried over the real rules."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.rules.facts import read_facts
from knowledge.rules.load import load_rules
from knowledge.rules.screen import Result, Screening, screen
from knowledge.rules.truth import ASK, CONTRARY, INSTEAD, MET, TO_CONFIRM, UNKNOWN
from tests.knowledge.rules.situations import DAY, less, situations

RULES = load_rules()
EVERY = list(RULES.programs)
SITUATIONS = situations(RULES.fields)
few = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def screened(raw: dict[str, Any], services: list[str] | None = None) -> Screening:
    return screen(RULES, read_facts(RULES.fields, raw, on=DAY), on=DAY, services=services)


def by_service(raw: dict[str, Any]) -> dict[str, Result]:
    return {result.service: result for result in screened(raw).results}


def without(raw: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key != name}


@pytest.mark.parametrize("answer", ["absent", None, "not_sure", "prefer_not_say"])
def test_nobody_who_says_nothing_is_sent_elsewhere(answer: str | None) -> None:
    raw = {} if answer == "absent" else dict.fromkeys(RULES.fields.by_id, answer)
    assert [result.service for result in screened(raw).results if result.verdict == "unlikely"] == []


@few
@given(SITUATIONS)
def test_an_unknown_fact_never_makes_a_service_unlikely(raw: dict[str, Any]) -> None:
    """Where a service is unlikely with one fact less, it was unlikely with it."""
    whole = by_service(raw)
    for name in raw:
        for service, result in by_service(without(raw, name)).items():
            if result.verdict == "unlikely":
                assert whole[service].verdict == "unlikely", (service, name)


@few
@given(SITUATIONS)
def test_knowing_a_fact_less_well_never_makes_a_service_unlikely(raw: dict[str, Any]) -> None:
    whole = by_service(raw)
    for name, answer in raw.items():
        vaguer = {**raw, name: less(RULES.fields.by_id[name], answer)}
        for service, result in by_service(vaguer).items():
            if result.verdict == "unlikely":
                assert whole[service].verdict == "unlikely", (service, name)


@few
@given(SITUATIONS)
def test_a_service_gets_unlikely_only_by_the_answer_that_says_why(raw: dict[str, Any]) -> None:
    whole = by_service(raw)
    for name in raw:
        for service, before in by_service(without(raw, name)).items():
            after = whole[service]
            if after.verdict == "unlikely" and before.verdict != "unlikely":
                assert name in {reason.leaf.asks for reason in after.reasons}, service


@few
@given(SITUATIONS, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_services_changes_nothing(raw: dict[str, Any], chance: random.Random) -> None:
    facts, services = list(raw.items()), list(EVERY)
    straight = screened(raw, EVERY)
    chance.shuffle(facts)
    chance.shuffle(services)
    mixed = screened(dict(facts), services)
    assert [result.service for result in mixed.results] == services
    assert {one.service: one for one in mixed.results} == {one.service: one for one in straight.results}
    assert mixed.ask_next == straight.ask_next


@few
@given(SITUATIONS)
def test_a_service_alone_comes_out_as_among_all(raw: dict[str, Any]) -> None:
    for result in screened(raw).results:
        alone = screened(raw, [result.service]).results[0]
        assert alone._replace(ask_next=None) == result._replace(ask_next=None)


@few
@given(SITUATIONS)
def test_what_is_unlikely_says_why_and_where_else_to_go(raw: dict[str, Any]) -> None:
    for result in screened(raw).results:
        if result.verdict == "unlikely":
            assert {reason.outcome for reason in result.reasons} <= {CONTRARY, INSTEAD}
            assert result.reasons
            assert result.instead
            assert all(one.text.en and one.text.es for one in result.instead)
        else:
            assert result.instead == ()


@few
@given(SITUATIONS)
def test_no_answer_to_a_field_that_excludes_nobody_counts_against_somebody(raw: dict[str, Any]) -> None:
    for result in screened(raw).results:
        against = [reason.leaf for reason in result.reasons if reason.outcome == CONTRARY]
        assert [leaf for leaf in against if leaf.asks is None] == []
        fields = [RULES.fields.by_id[leaf.asks] for leaf in against if leaf.asks is not None]
        assert [field.id for field in fields if field.on_contrary != "other_path"] == []


@few
@given(SITUATIONS)
def test_what_is_unclear_says_what_to_ask_or_whom(raw: dict[str, Any]) -> None:
    for result in screened(raw).results:
        assert set(result.ask_whom) <= set(EVERY)
        assert result.ask_whom
        if result.verdict == "unclear":
            open_ones = [one for one in result.reasons if one.outcome in {UNKNOWN, ASK, TO_CONFIRM}]
            assert open_ones, result.service
        else:
            assert result.missing == ()


@few
@given(SITUATIONS)
def test_what_is_missing_is_not_known_in_full_and_is_asked_unless_it_was_skipped(raw: dict[str, Any]) -> None:
    facts = read_facts(RULES.fields, raw, on=DAY)
    screening = screen(RULES, facts, on=DAY)
    for result in screening.results:
        names = [reason.leaf.asks for reason in result.missing]
        assert len(names) == len(set(names))
        assert (result.ask_next is None) == (not set(names) - facts.skipped)
        assert result.ask_next in {None, *names} - facts.skipped
    every = [result.ask_next for result in screening.results]
    assert screening.ask_next in every or screening.ask_next is None
    assert (screening.ask_next is None) == (set(every) <= {None})


@few
@given(SITUATIONS)
def test_what_is_likely_is_met_or_names_who_confirms(raw: dict[str, Any]) -> None:
    for result in screened(raw).results:
        if result.verdict == "likely":
            assert {reason.outcome for reason in result.reasons} <= {MET, TO_CONFIRM}
            assert result.reasons
            waits = [reason.leaf.confirm_by for reason in result.reasons if reason.outcome == TO_CONFIRM]
            assert set(waits) <= {"lawyer", "agency"}


@few
@given(SITUATIONS)
def test_the_same_facts_come_out_the_same_each_time(raw: dict[str, Any]) -> None:
    assert screened(raw) == screened(raw)
