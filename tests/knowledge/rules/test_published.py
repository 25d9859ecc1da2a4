"""What is published of a rule says all that decides: read back, it is the same rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules.load import load_rules
from knowledge.rules.published import attributes, published
from tests.knowledge.rules.made_up import leaf, load, said, turn, version

RULES = load_rules()
DECIDES = ("rule", "instead_if", "unclear_if", "if_not", "open_to_all", "effective_from", "version")


@pytest.mark.parametrize("service", RULES.programs)
def test_every_service_has_an_attribute_for_each_version_of_its_rule(service: str) -> None:
    found = attributes(RULES)(service)
    assert [one["label"] for one in found] == [
        f"version {one.number}" for one in RULES.programs[service].versions
    ]
    for one in found:
        data = json.loads(one["value"])
        assert data["checked"]
        assert ("rule" in data) != bool(data.get("open_to_all"))


def test_a_service_without_a_rule_has_none() -> None:
    assert attributes(RULES)("no_such") == ()


def _deciding(data: dict[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in DECIDES if key in data}


def test_what_is_read_back_is_published_alike(tmp_path: Path) -> None:
    parts: list[dict[str, Any]] = [leaf("town", "in", ["here"]), leaf("age", "gte", 18, confirm_by="agency")]
    rule = {"all": [{"at_least": {"count": 1, "of": parts}}, {"not": leaf("works", "eq", True)}]}
    wrote = version(
        rule=rule,
        effective_from="2025-01-01",
        instead_if=[
            turn(leaf("age", "lt", 5), "Elsewhere.", unless=leaf("hurt", "eq", True), go_to=["desk"])
        ],
        unclear_if=[turn(leaf("age", "gte", 65), "In doubt.", ask=["desk"])],
        gives=[said("Soup")],
    )
    (tmp_path / "one").mkdir()
    first = published(load(tmp_path / "one", lunch=wrote).programs["lunch"].versions[0])
    assert _deciding(first) == _deciding(wrote)
    again = {**wrote, **first}
    (tmp_path / "two").mkdir()
    assert published(load(tmp_path / "two", lunch=again).programs["lunch"].versions[0]) == first
