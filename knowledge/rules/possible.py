"""Every way in which a rule can come out, found by trying all answers that differ for it.

For a rule only a few answers of a field differ: which of the sets it names hold a value, on which side of
its numbers an age lies. These are tried in all combinations, each criterion true or false; what only an
agency can judge (always_ask) is free.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from knowledge.rules.criteria import Group, Leaf, Node, Test, leaves
from knowledge.rules.facts import Between, SetOf, Value
from knowledge.rules.fields import SKIPS, Fields
from knowledge.rules.kleene import Truth, decide
from knowledge.rules.truth import put_value

Situation = dict[int, Truth]


def contradictions(rule: Node, fields: Fields) -> list[int]:
    """Numbers of the outermost nodes (0 is the rule, then depth first) that no situation meets."""
    every = list(_nodes(rule))
    open_nodes = set(range(len(every)))
    for situation in situations(rule, fields):
        truths = _by_index(situation)
        open_nodes -= {number for number in open_nodes if decide(every[number], truths) is True}
        if not open_nodes:
            break
    inside = {number + step for number in open_nodes for step in range(1, len(list(_nodes(every[number]))))}
    return sorted(open_nodes - inside)


def useless(rule: Node, fields: Fields) -> list[int]:
    """Numbers of the leaves that could be taken out of their group without changing any outcome."""
    every = list(_nodes(rule))
    without = {
        number: _without(rule, node)
        for number, node in enumerate(every)
        if isinstance(node, Leaf) and not _only(rule, node)
    }
    for situation in situations(rule, fields):
        truths = _by_index(situation)
        whole = decide(rule, truths)
        without = {number: rest for number, rest in without.items() if decide(rest, truths) is whole}
        if not without:
            break
    return sorted(without)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Group):
        for part in node.parts:
            yield from _nodes(part)


def _without(node: Node, leaf: Node) -> Node:
    """The node without one leaf; a `not` over that leaf goes with it, for a `not` of nothing is no rule."""
    if not isinstance(node, Group):
        return node
    parts = tuple(_without(part, leaf) for part in node.parts if not _only(part, leaf))
    return Group(node.kind, parts, node.count)


def _only(node: Node, leaf: Node) -> bool:
    """Whether a node is the leaf, or nothing but `not` over it."""
    while isinstance(node, Group) and node.kind == "not":
        node = node.parts[0]
    return node is leaf


def _by_index(situation: Situation) -> list[Truth]:
    truths: list[Truth] = [None] * (max(situation) + 1)
    for index, truth in situation.items():
        truths[index] = truth
    return truths


def situations(rule: Node, fields: Fields) -> Iterator[Situation]:
    """Every combination of truths that the leaves of a rule can have together, by leaf index."""
    by_field: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves(rule):
        by_field[leaf.asks or f"always_ask {leaf.index}"].append(leaf)
    choices = [_choices(group, fields) for group in by_field.values()]
    for combination in itertools.product(*choices):
        yield {index: truth for part in combination for index, truth in part.items()}


def _choices(group: Sequence[Leaf], fields: Fields) -> list[Situation]:
    """What the leaves on one field can come to together, once each."""
    if group[0].asks is None:
        return [{group[0].index: truth} for truth in (True, False)]
    found: dict[tuple[Truth, ...], Situation] = {}
    for value in _answers([leaf.test for leaf in group], group[0].asks, fields):
        truths = tuple(put_value(fields, leaf.test, value) for leaf in group)
        found.setdefault(truths, {leaf.index: truth for leaf, truth in zip(group, truths, strict=True)})
    return list(found.values())


def _answers(tests: Sequence[Test], name: str, fields: Fields) -> Iterator[Value]:
    """Answers to one field, at least one of every kind that the tests tell apart."""
    field = fields.by_id[name]
    limits = [_limit(test, fields) for test in tests]
    if field.type == "boolean":
        yield from (True, False)
    elif field.type == "enum":
        yield from (value for value in field.values if value not in SKIPS)
    elif field.type == "set":
        yield from _sets([frozenset(limit) for limit in limits if isinstance(limit, tuple)])
    else:
        yield from _numbers([limit for limit in limits if isinstance(limit, int)])


def _limit(test: Test, fields: Fields) -> object:
    """What an answer is compared with: for a derived boolean, what stands in the derived field."""
    derived = fields.derived.get(str(test.field))
    return test.value if derived is None or derived.type == "years" else derived.value


def _sets(wanted: Sequence[frozenset[str]]) -> Iterator[SetOf]:
    """All unions of one value for each way of being in some of the sets and not in others."""
    alike: dict[tuple[bool, ...], str] = {}
    for value in sorted(frozenset().union(*wanted)):
        alike.setdefault(tuple(value in one for one in wanted), value)
    values = list(alike.values())
    for size in range(len(values) + 1):
        for chosen in itertools.combinations(values, size):
            yield SetOf(frozenset(chosen), closed=True)


def _numbers(limits: Sequence[int]) -> Iterator[Between]:
    for number in sorted({0, *(limit + step for limit in limits for step in (-1, 0, 1))}):
        if number >= 0:
            yield Between(number, number)
