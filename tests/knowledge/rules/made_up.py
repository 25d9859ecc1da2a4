"""Small rules, made up for the tests, written and loaded as the real ones are.

The fields, needs and services are those of broken/base: services lunch, bus and desk.
"""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import FactsError
from knowledge.rules.facts import Facts, read_facts
from knowledge.rules.load import Rules, load_rules

BASE = Path(__file__).parent / "broken" / "base"
SHARED = ("situation_fields.yaml", "taxonomy.yaml", "services.yaml")
DAY = date(2026, 11, 22)
SOURCE = [{"title": "The kitchen's page", "as_of": "2026-01-01"}]


def said(text: str, **more: Any) -> dict[str, Any]:
    """A text in both languages with a source."""
    return {"en": text, "es": f"{text} (es)", "source": SOURCE, **more}


def leaf(field: str, op: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value, **said(f"{field} {op} {value}"), **more}


def always_ask() -> dict[str, Any]:
    return {"op": "always_ask", **said("an agency judges this")}


def turn(when: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    """An entry of instead_if or ask_first_if; what it asks needs no words of its own."""
    return {"when": _bare(when), **said(text), **{key: _bare(value) for key, value in more.items()}}


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if key not in {"en", "es", "source"}}
    return [_bare(one) for one in node] if isinstance(node, list) else node


def version(**more: Any) -> dict[str, Any]:
    """A version of a rule; without `rule` it is open to all."""
    entry = {
        "version": 1,
        "effective_from": None,
        "checked": "2026-11-21",
        "who": {"en": "Who", "es": "Quién"},
        "if_not": {"en": "Ask at the desk.", "es": "Pregunte en la oficina.", "go_to": ["desk"]},
    }
    return {**entry, **({} if "rule" in more else {"open_to_all": True}), **more}


def load(directory: Path, **versions: dict[str, Any] | list[dict[str, Any]]) -> Rules:
    """The rules of these services, each with its version or versions. Raises FactsError."""
    (directory / "eligibility").mkdir()
    for name in SHARED:
        shutil.copy(BASE / name, directory / name)
    for service, given in versions.items():
        file = {"service": service, "versions": given if isinstance(given, list) else [given]}
        text = json.dumps(file, ensure_ascii=False)
        (directory / "eligibility" / f"{service}.yaml").write_text(text, encoding="utf-8")
    return load_rules(directory)


def known(rules: Rules, on: date = DAY, **raw: Any) -> Facts:
    return read_facts(rules.fields, raw, on=on)


def copy_of_base(tmp_path: Path) -> Path:
    """The base, to lay something broken over it."""
    return Path(shutil.copytree(BASE, tmp_path / "facts"))


def refusal(directory: Path) -> FactsError:
    with pytest.raises(FactsError) as caught:
        load_rules(directory)
    return caught.value


def told(error: FactsError) -> list[tuple[str, int, str]]:
    """File, line and mistake of each problem; every one must say how to mend it."""
    assert all(problem.mend for problem in error.problems)
    return [(problem.file, problem.line, problem.what) for problem in error.problems]
