"""What docs/rules.md tells of the language is so."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from knowledge.errors import FactsError
from knowledge.rules import criteria, truth
from knowledge.rules.fields import FieldType, OnContrary
from knowledge.rules.kleene import Truth, decide
from knowledge.rules.load import FACTS, load_rules
from knowledge.rules.screen import Verdict
from knowledge.words import Words

PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_prints_what_the_page_shows() -> None:
    numbers = [number for number, (language, _) in enumerate(BLOCKS) if language == "python"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(BLOCKS[numbers[0]][1], "docs/rules.md", "exec"), {})
    assert printed.getvalue() == BLOCKS[numbers[0] + 1][1]


def test_the_refusal_is_the_one_that_the_loader_gives(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(FACTS, facts)
    rule = facts / "eligibility" / "tcvap.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("field: us_citizen\n", "field: us_citizens\n", 1), encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        load_rules(facts)
    shown = next(body for _, body in BLOCKS if "us_citizens" in body)
    assert [f"{one}\n" for one in refused.value.problems] == [shown]


def test_every_type_effect_verdict_and_outcome_is_told() -> None:
    outcomes = (truth.MET, truth.CONTRARY, truth.UNKNOWN, truth.ASK, truth.TO_CONFIRM, truth.INSTEAD)
    words = {*get_args(FieldType), *get_args(OnContrary), *get_args(Verdict), *outcomes}
    words |= {leaf.test.op for leaf in load_rules().leaves}
    assert {word for word in words if f"`{word}`" not in PAGE and f"`{word}:" not in PAGE} == set()


def _rows() -> list[list[Truth]]:
    values: dict[str, Truth] = {"true": True, "false": False, "?": None}
    cells = [
        re.findall(r"[\w?]+", line) for line in PAGE.splitlines() if re.match(r"\| (true|false|\?) ", line)
    ]
    return [[values[cell] for cell in row] for row in cells]


def test_the_table_of_three_values_is_how_rules_are_decided() -> None:
    one, other = (
        criteria.Leaf(criteria.Test(None, "always_ask"), index, None, False, Words("it", None))
        for index in (0, 1)
    )
    rows = _rows()
    assert len(rows) == 6
    for first, second, of_all, of_any, negated in rows:
        for known in ([first, second], [second, first]):
            assert decide(criteria.Group("all", (one, other)), known) is of_all
            assert decide(criteria.Group("any", (one, other)), known) is of_any
        assert decide(criteria.Group("not", (one,)), [first]) is negated
