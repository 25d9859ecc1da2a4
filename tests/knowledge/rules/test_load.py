"""The loader: it takes the real rules, and refuses each mistake with file, line and the way to mend it.

broken/base is a small set of rules that loads. Each file beside it is its eligibility/lunch.yaml with one
mistake; a test lays that file over a copy of the base.
"""

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import FactsError
from knowledge.rules.load import load_rules
from tests.knowledge.rules.made_up import BASE, copy_of_base, refusal, told

BROKEN = BASE.parent
NO_LIST, CANNOT = "is not a list with entries", "no situation meets this: its parts contradict each other"
NOTHING = "this criterion changes nothing: every situation ends the same without it"
NEVER = "this can never be so"

MISTAKES: list[tuple[str, list[tuple[int, str]]]] = [
    ("not_yaml", [(7, "this is not YAML: did not find expected ',' or '}'")]),
    ("empty_file", [(1, "the file is not a mapping")]),
    ("not_a_mapping", [(1, "the file is not a mapping")]),
    ("unknown_key", [(3, "versions has no 'who'"), (6, "unknown key 'hwo'")]),
    ("unknown_key_in_a_criterion", [(13, "unknown key 'ess'")]),
    ("doubled_key", [(18, "the key 'value' stands twice in one mapping, first on line 17")]),
    ("no_spanish", [(9, "this criterion has no 'es'")]),
    ("empty_text", [(12, "'en' is not text")]),
    ("no_spanish_for_who", [(6, "who has no 'es'")]),
    ("no_source", [(9, "this criterion has no 'source'")]),
    ("source_without_date", [(14, "source has no 'as_of'")]),
    ("source_without_name", [(14, "a source needs a title or a url")]),
    ("source_with_a_wrong_page", [(20, "'url' is not a page")]),
    ("empty_sources", [(14, f"source {NO_LIST}")]),
    ("wrong_check_date", [(5, "'checked' is not a date")]),
    ("wrong_effective_date", [(4, "'effective_from' is no date")]),
    ("no_effective_date", [(3, "versions has no 'effective_from'")]),
    ("no_if_not", [(3, "versions has no 'if_not'")]),
    ("version_as_text", [(3, "'version' is not a whole number")]),
    ("unknown_status", [(5, "'status' is none of its values")]),
    ("no_versions", [(2, f"versions {NO_LIST}")]),
    (
        "unknown_service",
        [(1, "'brunch' is not an id of services"), (1, "the file of 'brunch' has another name")],
    ),
    ("another_file_name", [(1, "the file of 'desk' has another name")]),
    ("neither_rule_nor_open", [(3, "a version has a rule or is open_to_all, one of the two")]),
    ("rule_and_open_to_all", [(3, "a version has a rule or is open_to_all, one of the two")]),
    ("unknown_field", [(9, "'twon' is not a field")]),
    ("no_field", [(9, "this criterion names no field")]),
    ("no_op", [(15, "all has no 'op'")]),
    ("op_that_does_not_fit", [(16, "'has_any' does not fit 'age' of type number")]),
    ("op_on_a_bare_date", [(15, "'gte' does not fit 'last_day' of type partial_date")]),
    ("value_not_in_the_list", [(11, "the value of 'town' in does not fit")]),
    ("value_of_the_wrong_type", [(17, "the value of 'age' gte does not fit")]),
    ("value_that_is_a_mapping", [(11, "the value of 'town' in does not fit")]),
    ("value_that_is_no_list", [(11, "the value of 'town' in does not fit")]),
    ("value_that_is_empty", [(11, "the value of 'town' in does not fit")]),
    ("value_that_nobody_keeps", [(15, "the value of 'steps' has_any does not fit")]),
    ("text_for_a_boolean", [(15, "the value of 'works' eq does not fit")]),
    ("number_that_is_a_boolean", [(17, "the value of 'age' gte does not fit")]),
    ("no_value", [(15, "the value of 'age' gte does not fit")]),
    ("always_ask_with_a_field", [(15, "always_ask tests no field")]),
    ("unknown_confirmer", [(18, "'confirm_by' is none of its values")]),
    ("field_that_only_routes", [(15, "'wishes' only chooses what is shown, so no rule may use it")]),
    ("field_that_only_warns", [(15, "'watched' only warns, so no rule may use it")]),
    ("not_over_never_exclude", [(15, "a not over 'hurt' would let it end in another path")]),
    ("not_over_a_derived_never_exclude", [(15, "a not over 'steps' would let it end in another path")]),
    ("two_groups_in_one", [(8, "unknown key 'any'")]),
    ("empty_group", [(8, f"all {NO_LIST}")]),
    ("contradictory_parts", [(7, CANNOT)]),
    ("contradiction_with_a_derived_field", [(7, CANNOT)]),
    ("contradiction_inside", [(17, CANNOT)]),
    ("redundant_criterion", [(21, NOTHING)]),
    ("redundant_derived_criterion", [(9, NOTHING), (21, NOTHING)]),
    ("criterion_that_is_always_met", [(21, NOTHING)]),
    ("at_least_more_than_its_parts", [(16, "at_least 3 of 2 parts decides nothing")]),
    ("at_least_nothing", [(16, "at_least 0 of 2 parts decides nothing")]),
    ("at_least_in_a_turn", [(23, "at_least 2 of 1 parts decides nothing")]),
    ("at_least_without_a_count", [(15, "at_least has no 'count'")]),
    ("unknown_go_to", [(21, "go_to 'kitchen' is not an id of services")]),
    ("empty_go_to", [(21, f"go_to {NO_LIST}")]),
    ("unknown_ask", [(22, "ask 'kitchen' is not an id of services")]),
    ("fact_without_a_source", [(22, "gives has no 'source'")]),
    ("empty_list", [(22, f"warnings {NO_LIST}")]),
    ("turn_without_a_source", [(23, "instead_if has no 'source'")]),
    ("turn_without_a_when", [(23, "instead_if has no 'when'")]),
    ("turn_with_an_unknown_field", [(23, "'job' is not a field")]),
    ("turn_that_can_never_be", [(23, NEVER)]),
    ("turn_that_decides_by_a_warning", [(23, "'watched' only warns, so no rule may use it")]),
    ("turn_beside_open_to_all", [(9, "instead_if can change nothing in what is open to all")]),
    ("unless_that_can_never_be", [(24, NEVER)]),
    ("versions_in_the_wrong_order", [(22, "version 2 does not follow version 1")]),
    ("version_that_stands_twice", [(22, "version 1 does not follow version 1")]),
    ("later_version_without_a_date", [(22, "version 2 does not follow version 1")]),
]


def test_the_base_loads() -> None:
    rules = load_rules(BASE)
    assert list(rules.programs) == ["lunch", "bus"]
    assert [leaf.index for leaf in rules.leaves] == [0, 1, 2]


def test_every_broken_file_is_tried() -> None:
    assert sorted(name for name, _ in MISTAKES) == sorted(
        path.stem for path in BROKEN.glob("*.yaml") if path.stem != "second_file"
    )


@pytest.mark.parametrize(("mistake", "expected"), MISTAKES, ids=[name for name, _ in MISTAKES])
def test_one_mistake_is_refused_at_its_line(
    tmp_path: Path, mistake: str, expected: list[tuple[int, str]]
) -> None:
    directory = copy_of_base(tmp_path)
    shutil.copy(BROKEN / f"{mistake}.yaml", directory / "eligibility" / "lunch.yaml")
    found = told(refusal(directory))
    assert found == [("eligibility/lunch.yaml", line, what) for line, what in expected]


def test_a_second_file_for_one_service_is_refused(tmp_path: Path) -> None:
    directory = copy_of_base(tmp_path)
    shutil.copy(BROKEN / "second_file.yaml", directory / "eligibility" / "lunch_too.yaml")
    assert told(refusal(directory)) == [
        ("eligibility/lunch_too.yaml", 1, "'lunch' has a rule in another file too"),
        ("eligibility/lunch_too.yaml", 1, "the file of 'lunch' has another name"),
    ]


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    directory = copy_of_base(tmp_path)
    shutil.copy(BROKEN / "unknown_field.yaml", directory / "eligibility" / "lunch.yaml")
    bus = directory / "eligibility" / "bus.yaml"
    bus.write_text(bus.read_text(encoding="utf-8").replace("[desk]", "[deck, dock]"), encoding="utf-8")
    error = refusal(directory)
    assert told(error) == [
        ("eligibility/bus.yaml", 9, "go_to 'deck' is not an id of services"),
        ("eligibility/bus.yaml", 9, "go_to 'dock' is not an id of services"),
        ("eligibility/lunch.yaml", 9, "'twon' is not a field"),
    ]
    assert str(error).startswith("3 problem(s) in the facts:\neligibility/bus.yaml:9: go_to 'deck'")


def test_no_rules_at_all_are_no_mistake(tmp_path: Path) -> None:
    directory = copy_of_base(tmp_path)
    shutil.rmtree(directory / "eligibility")
    assert load_rules(directory).programs == {}


FILES = ("eligibility/lunch.yaml", "eligibility/bus.yaml", "situation_fields.yaml")
JUNK = st.sampled_from(
    [
        *(
            None,
            True,
            0,
            -1,
            18,
            "x",
            "",
            "town",
            "2020-01-01",
            [],
            {},
            ["x"],
            [["x"]],
            {"x": 1},
            [{}],
            [None],
        ),
        *({"op": "always_ask"}, {"all": []}, {"not": {}}, {"at_least": {"count": 1, "of": [{}]}}),
    ]
)
SOMEWHERE = st.sampled_from(["field", "op", "value", "all", "not", "at_least", "rule", "instead_if", "when"])


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping or list inside, with each of its keys."""
    if isinstance(data, (dict, list)):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from places(data[key])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(FILES), junk=JUNK)
def test_whatever_stands_anywhere_is_read_or_refused(
    tmp_path: Path, data: st.DataObject, name: str, junk: Any
) -> None:
    """Never any other error: whoever edits a file by hand is told the line, whatever the mistake."""
    directory = tmp_path / "facts"
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(BASE, directory)
    content = yaml.safe_load((BASE / name).read_text(encoding="utf-8"))
    inside, key = data.draw(st.sampled_from(list(places(content))))
    if isinstance(inside, dict) and data.draw(st.booleans()):
        key = data.draw(SOMEWHERE)
    inside[key] = copy.deepcopy(junk)
    (directory / name).write_text(json.dumps(content), encoding="utf-8")
    assert refused_files(directory) <= set(FILES)


def refused_files(directory: Path) -> set[str]:
    try:
        load_rules(directory)
    except FactsError as error:
        return {problem.file for problem in error.problems}
    return set()


def test_the_real_rules_load_with_one_for_every_service() -> None:
    rules = load_rules()
    assert len(rules.programs) == 58
    assert len(rules.fields.by_id) == 40
    assert [leaf.index for leaf in rules.leaves] == list(range(len(rules.leaves)))


def test_what_is_loaded_cannot_be_changed() -> None:
    rules: Any = load_rules(BASE)
    with pytest.raises(AttributeError, match="cannot assign"):
        rules.leaves = ()
    with pytest.raises(AttributeError, match="cannot assign"):
        rules.programs["lunch"].versions[0].rule.parts[0].lenient = True
