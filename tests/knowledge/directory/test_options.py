from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from knowledge.directory import options
from knowledge.directory.options import Option, Options, Wanted
from knowledge.directory.towns import towns
from knowledge.directory.usual import usual
from knowledge.meaning import encoder
from knowledge.rules.facts import read_facts
from knowledge.rules.fields import SKIPS
from knowledge.rules.load import Rules, load_rules
from knowledge.rules.screen import screen

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
NIGHT = MORNING.replace(hour=3)
SHELTER = usual()["shelter"].needs
FOOD = ("food",)
SITUATIONS: list[dict[str, Any]] = [
    {},
    {"age_now": 16, "place_now": "contra_costa"},
    {"age_now": [28, 54], "place_now": "alameda", "us_citizen": False},
    {"us_citizen": True, "place_now": "other_us"},
    {"immigration_steps": ["t_filed"], "harm_types": ["labor_trafficking"], "place_now": "contra_costa"},
]
Find = Callable[..., Options]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture
def find(session: Session, rules: Rules) -> Find:
    def found(
        facts: dict[str, Any] | None = None, on: datetime = MORNING, with_rules: Rules = rules, **wanted: Any
    ) -> Options:
        read = read_facts(with_rules.fields, facts or {}, on=on.date())
        return options.find(session, with_rules, read, Wanted.of(read, **wanted), encode=encoder(), on=on)

    return found


def ids(found: Options) -> list[str]:
    return [one.service for one in found.ranked]


def one_of(found: Options, service: str) -> Option:
    return next(one for one in found.ranked if one.service == service)


def test_nothing_told_makes_nothing_unlikely_and_leaves_nothing_out(find: Find) -> None:
    found = find()
    assert len(found.ranked) >= 50
    assert {one.result.verdict for one in found.ranked if one.result} == {"likely", "unclear"}


def test_what_is_not_known_never_makes_a_service_unlikely_or_hides_it(find: Find, rules: Rules) -> None:
    for skip in sorted(SKIPS):
        skipped = find({name: skip for name in rules.fields.by_id}, needs=(FOOD,))
        assert ids(skipped) == ids(find(needs=(FOOD,)))
        assert all(one.result is None or one.result.verdict != "unlikely" for one in skipped.ranked)


@pytest.mark.parametrize("facts", SITUATIONS)
def test_whatever_is_told_every_service_of_the_need_stays_in(find: Find, facts: dict[str, Any]) -> None:
    told, untold = find(facts, needs=(SHELTER, FOOD)), find(needs=(SHELTER, FOOD))
    assert set(ids(untold)) <= set(ids(told))


@pytest.mark.parametrize("facts", SITUATIONS)
def test_the_verdicts_are_those_of_the_one_screening(find: Find, rules: Rules, facts: dict[str, Any]) -> None:
    read = read_facts(rules.fields, facts, on=DAY)
    expected = {one.service: one for one in screen(rules, read, on=DAY).results}
    for one in find(facts).ranked:
        assert (one.result.verdict if one.result else None) == (
            expected[one.service].verdict if one.service in expected else None
        )


def test_what_the_rules_lead_elsewhere_stands_last_with_its_other_path(find: Find) -> None:
    found = find({"us_citizen": True}, needs=(usual()["cash"].needs,))
    verdicts = [one.result.verdict if one.result else None for one in found.ranked]
    assert verdicts.count("unlikely") >= 1
    assert set(verdicts[verdicts.index("unlikely") :]) == {"unlikely"}
    assert one_of(found, "tcvap").result.instead


def test_a_place_puts_those_that_serve_it_first_and_says_which_do_not(find: Find) -> None:
    found = find({"place_now": "alameda"}, needs=(SHELTER,))
    fitting = [one for one in found.ranked if one.result is None or one.result.verdict != "unlikely"]
    misfits = [one.fit.misfits for one in fitting]
    assert ("place",) in misfits
    assert misfits == sorted(misfits, key=len)


def test_a_language_and_an_age_rank_and_do_not_hide(find: Find) -> None:
    plain = find(needs=(usual()["counseling"].needs,))
    asked = find({"age_now": 30}, needs=(usual()["counseling"].needs,), language="vi")
    assert set(ids(plain)) <= set(ids(asked))
    assert any(one.fit.misfits for one in asked.ranked)


def test_an_age_range_misfits_only_where_every_age_in_it_does(find: Find) -> None:
    young, across = (
        one_of(find({"age_now": ages}), "otip_letter").fit.misfits for ages in ([40, 54], [16, 54])
    )
    assert "age" in young
    assert "age" not in across


def test_a_service_asked_for_by_name_stands_first(find: Find) -> None:
    assert ids(find(needs=(FOOD,), named=("medi_cal",)))[0] == "medi_cal"


def test_words_find_what_no_need_was_chosen_for(find: Find) -> None:
    assert ids(find(text="Family Justice Center"))[0] == "fjc_center"
    assert ids(find(text="zzzzzz")) == ids(find(text="zzzzzz"))


def test_what_is_closed_stands_after_what_is_open_when_that_is_asked(find: Find) -> None:
    night = find(needs=(usual()["counseling"].needs,), open_now=True, on=NIGHT)
    closed = [one.is_closed for one in night.ranked]
    assert True in closed
    assert closed == sorted(closed)
    assert not any(one.is_closed for one in find(needs=(FOOD,), on=NIGHT).ranked)


def test_a_town_lifts_an_office_there_among_equals_and_drops_nothing(find: Find) -> None:
    needs = (usual()["case_management"].needs,)
    assert set(ids(find(needs=needs))) == set(ids(find(needs=needs, town="concord")))
    assert one_of(find(needs=needs, town="concord"), "fjc_center").is_near
    assert not any(one.is_near for one in find(needs=needs).ranked)


def test_every_town_has_an_office_or_a_number(find: Find) -> None:
    for town in towns():
        assert any(one.is_near for one in find(town=town).ranked)


def test_what_has_no_rule_is_offered_all_the_same(find: Find, rules: Rules) -> None:
    fewer = replace(rules, programs={k: v for k, v in rules.programs.items() if k != "cc_211_referral"})
    assert one_of(find(needs=(FOOD,), with_rules=fewer), "cc_211_referral").result is None
    assert set(ids(find(needs=(FOOD,), with_rules=fewer))) == set(ids(find(needs=(FOOD,))))


@pytest.mark.parametrize("facts", SITUATIONS)
def test_the_next_question_narrows_what_is_open(find: Find, rules: Rules, facts: dict[str, Any]) -> None:
    """Each of its answers closes at least one point, and it is not asked again."""
    before = find(facts, needs=(usual()["cash"].needs,))
    assert before.ask_next is not None
    field = rules.fields.by_id[before.ask_next]
    assert field.id not in facts

    def open_points(found: Options) -> int:
        return sum(len(one.result.missing) for one in found.ranked if one.result)

    answers = {
        "boolean": [True, False],
        "number": [[16, 17], [28, 54]],
        "partial_date": ["2019"],
        "enum": [one for one in field.values if one not in SKIPS],
        "set": [{"values": [one], "complete": True} for one in field.values if one not in SKIPS],
    }[field.type]
    after = [find({**facts, field.id: answer}, needs=(usual()["cash"].needs,)) for answer in answers]
    assert min(open_points(one) for one in after) < open_points(before)
    assert all(one.ask_next != field.id for one in after)


def test_staff_are_not_told_of_what_is_behind_a_line_for_others(find: Find) -> None:
    assert "heat_tip" not in ids(find())
