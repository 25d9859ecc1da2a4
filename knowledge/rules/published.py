"""The rules as data for other programs: JSON of one version, and the HSDS attributes that carry it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.rules.criteria import Citation, Group, Leaf, Node, Said, Turn, Version
from knowledge.rules.load import Rules

CODE = "eligibility_rule"


def attributes(rules: Rules) -> Callable[[str], Sequence[Mapping[str, str]]]:
    """By service id: an attribute a version of its rule, the oldest first; none for a service without.

    Each is {code, label, value}, the value in JSON.
    """
    made = {
        service: [_attribute(one) for one in program.versions] for service, program in rules.programs.items()
    }
    return lambda service_id: made.get(service_id, ())


def _attribute(version: Version) -> dict[str, str]:
    value = json.dumps(published(version), ensure_ascii=False)
    return {"code": CODE, "label": f"version {version.number}", "value": value}


def published(version: Version) -> dict[str, Any]:
    """What decides in one version, in the keys of docs/rules.md; nothing that is empty."""
    data: dict[str, Any] = {
        "version": version.number,
        "effective_from": version.effective_from.isoformat() if version.effective_from else None,
        "checked": version.checked.isoformat(),
        "status": "withdrawn" if version.withdrawn else None,
        "open_to_all": version.open_to_all or None,
        "rule": _node(version.rule) if version.rule is not None and not version.open_to_all else None,
        "instead_if": [_turn(one) for one in version.instead_if],
        "unclear_if": [_turn(one) for one in version.unclear_if],
        "if_not": _said(version.if_not),
    }
    return {key: value for key, value in data.items() if value not in (None, [])}


def _node(node: Node, *, told: bool = True) -> dict[str, Any]:
    if isinstance(node, Leaf):
        return _leaf(node, told=told)
    parts = [_node(part, told=told) for part in node.parts]
    return {node.kind: _parts(node, parts)}


def _parts(node: Group, parts: list[dict[str, Any]]) -> Any:
    if node.kind == "not":
        return parts[0]
    return {"count": node.count, "of": parts} if node.kind == "at_least" else parts


def _leaf(leaf: Leaf, *, told: bool) -> dict[str, Any]:
    test = leaf.test
    value = list(test.value) if isinstance(test.value, tuple) else test.value
    data: dict[str, Any] = {"field": test.field, "op": test.op, "value": value, "confirm_by": leaf.confirm_by}
    if told:
        data |= {"en": leaf.text.en, "es": leaf.text.es, "source": _sources(leaf.citations)}
    return {key: one for key, one in data.items() if one is not None}


def _turn(turn: Turn) -> dict[str, Any]:
    """Its criteria say nothing of their own: the turn does."""
    unless = {} if turn.unless is None else {"unless": _node(turn.unless, told=False)}
    return {"when": _node(turn.when, told=False), **unless, **_said(turn.said)}


def _said(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = {
        "en": said.text.en,
        "es": said.text.es,
        "go_to": list(said.go_to),
        "ask": list(said.ask),
    }
    data["source"] = _sources(said.citations)
    return {key: value for key, value in data.items() if value}


def _sources(citations: Iterable[Citation]) -> list[dict[str, str]]:
    found = [{"title": one.title, "url": one.url, "as_of": one.as_of} for one in citations]
    return [{key: value for key, value in one.items() if value is not None} for one in found]
