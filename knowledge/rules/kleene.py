"""Three-valued logic after Kleene: True, False, and None for what is not known.

`all` is false if any part is false, else unknown if any is; `any` mirrors it; `not` swaps true and false;
`at_least` n is true once n parts are true, false once n cannot be reached even with every unknown part true.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.rules.criteria import Group, Leaf, Node

Truth = bool | None


def decide(node: Node, truths: Sequence[Truth]) -> Truth:
    """The truth of a node, from the truth of every leaf by its index."""
    if isinstance(node, Leaf):
        return truths[node.index]
    if node.kind == "all":
        return _first_or_unknown(node, truths, stop=False)
    if node.kind == "any":
        return _first_or_unknown(node, truths, stop=True)
    if node.kind == "not":
        inner = decide(node.parts[0], truths)
        return None if inner is None else not inner
    return _at_least(node.count, [decide(part, truths) for part in node.parts])


def _first_or_unknown(group: Group, truths: Sequence[Truth], *, stop: bool) -> Truth:
    """`stop` as soon as one part is it; else unknown if any part is; else the other."""
    result: Truth = not stop
    for part in group.parts:
        truth = decide(part, truths)
        if truth is stop:
            return stop
        if truth is None:
            result = None
    return result


def _at_least(count: int, truths: list[Truth]) -> Truth:
    sure, possible = truths.count(True), len(truths) - truths.count(False)
    if sure >= count:
        return True
    return None if possible >= count else False
