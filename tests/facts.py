"""Numbers from the facts, for tests that must not write them a second time."""

import re
from functools import cache
from pathlib import Path

import yaml

FACTS = Path(__file__).parents[1] / "knowledge" / "facts"


@cache
def _hotlines() -> dict[str, list[str]]:
    lines = yaml.safe_load((FACTS / "hotlines.yaml").read_text(encoding="utf-8"))["hotlines"]
    return {line["id"]: [str(one["value"]) for one in line["numbers"]] for line in lines}


def national(printed: str) -> str:
    """The digits of a printed number, without the country's 1: "1-800-670-7273 (1-800-…)" is 8006707273."""
    digits = re.sub(r"\D", "", printed.split("(1")[0])
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def number(hotline_id: str) -> str:
    """The digits of a line's first number."""
    return national(_hotlines()[hotline_id][0])


def all_numbers() -> frozenset[str]:
    """The digits of every number of every line."""
    return frozenset(national(value) for values in _hotlines().values() for value in values)
