"""Written cases, judged from the law and the pages that the rules cite, replayed through the rules."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from knowledge.rules.facts import Facts, read_facts
from knowledge.rules.load import ELIGIBILITY, FACTS, Rules, load_rules
from knowledge.rules.screen import Verdict, screen
from knowledge.yaml_lines import Document, read, values

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One situation and the verdicts that its source gives."""

    id: str
    story: str
    on: str
    facts: dict[str, Any]
    expect: dict[str, str]
    why: str
    source: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@cache
def _documents() -> tuple[Document, ...]:
    return tuple(read(path, path.name) for path in sorted(CASES.glob("*.yaml")))


@cache
def _cases() -> tuple[Case, ...]:
    return tuple(Case(**entry) for document in _documents() for entry in document.data)


def _expectations() -> list[Any]:
    return [
        pytest.param(case, service, id=f"{case.id}-{service}") for case in _cases() for service in case.expect
    ]


@cache
def _rules() -> Rules:
    return load_rules()


def _facts(case: Case) -> Facts:
    return read_facts(_rules().fields, case.facts, on=case.day)


def _withdrawn() -> set[str]:
    newest = max(case.day for case in _cases())
    return {service for service, program in _rules().programs.items() if program.on(newest).withdrawn}


@cache
def _cited(service: str) -> frozenset[str]:
    """Every source that the file of a service names, by its address or title."""
    name = f"{service}.yaml"
    places = values(read(FACTS / ELIGIBILITY / name, name).data)
    return frozenset(value for place, value in places if place and place[-1] in {"url", "title"})


@pytest.mark.parametrize(("case", "service"), _expectations())
def test_says_what_the_source_says(case: Case, service: str) -> None:
    (result,) = screen(_rules(), _facts(case), on=case.day, services=[service]).results
    assert result.verdict == case.expect[service], f"{case.story} {case.why}"


def test_offers_nobody_a_withdrawn_service() -> None:
    screenings = [screen(_rules(), _facts(case), on=case.day) for case in _cases()]
    offered = {result.service for screening in screenings for result in screening.results}
    assert _rules().programs.keys() - offered == _withdrawn()


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.id)
def test_case_cites_a_source_of_a_rule_that_it_checks(case: Case) -> None:
    cited = {source for service in case.expect for source in _cited(service)}
    assert any(source.startswith(case.source) for source in cited), case.source


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.id)
def test_case_expects_known_verdicts_of_one_to_six_services(case: Case) -> None:
    assert case.expect.keys() <= _rules().programs.keys()
    assert set(case.expect.values()) <= set(get_args(Verdict))
    assert 1 <= len(case.expect) <= 6


def test_no_file_of_cases_says_a_thing_twice_in_one_case() -> None:
    assert [str(problem) for document in _documents() for problem in document.problems] == []


def test_every_case_has_an_id_of_its_own() -> None:
    assert [case_id for case_id, times in Counter(case.id for case in _cases()).items() if times > 1] == []


def test_every_service_is_checked_twice_and_a_withdrawn_one_once() -> None:
    times = Counter(service for case in _cases() for service in case.expect)
    least = {service: 1 if service in _withdrawn() else 2 for service in _rules().programs}
    assert {service: times[service] for service in least if times[service] < least[service]} == {}


def test_there_are_enough_cases_and_most_are_on_the_state_program() -> None:
    times = Counter(service for case in _cases() for service in case.expect)
    assert len(_cases()) >= 150
    assert times["tcvap"] >= 30
    assert times.most_common(1)[0][0] == "tcvap"
