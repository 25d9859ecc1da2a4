"""How long the rules take, beside the same rules as CEL expressions, in one run. Reported, never asserted.

`.venv/bin/python -m tests.knowledge.rules.bench_rules`. CEL has no unknown: here a fact that
is not known is an error, which `&&` and `||` take up as Kleene's logic does. Turning facts into CEL's values,
and the years since a date, is done before its clock starts.
"""

from __future__ import annotations

import itertools
import logging
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

import celpy
from celpy.adapter import json_to_cel
from celpy.evaluation import CELEvalError

from knowledge.rules.criteria import Group, Leaf, Node, leaves
from knowledge.rules.criteria import Test as Asked
from knowledge.rules.facts import Between, Facts, SetOf, Value, read_facts
from knowledge.rules.fields import Fields
from knowledge.rules.kleene import Truth, decide
from knowledge.rules.load import Rules, load_rules
from knowledge.rules.screen import screen
from knowledge.rules.truth import truths

ON = date(2026, 11, 22)
RUNS = 5
SCREENINGS = 200
CEL_ROUNDS = 3
UNKNOWN = "f.not_known"
SITUATIONS: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "one message (age, county)": {"age_now": [16, 17], "place_now": "contra_costa"},
    "adult, T visa filed": {
        "about_whom": "me",
        "age_now": 31,
        "place_now": "contra_costa",
        "us_citizen": False,
        "harm_types": ["labor_trafficking"],
        "immigration_steps": ["t_filed"],
        "harm_last_date": "2023-05",
        "work_places": ["california"],
    },
    "every field answered": {},
}


def every_answer(fields: Fields) -> dict[str, Any]:
    """An answer to every field: yes, the first value, the whole list seen."""
    answers: dict[str, Any] = {"boolean": True, "number": 30, "partial_date": "2020-03"}
    return {
        name: next(iter(field.values))
        if field.type == "enum"
        else {"values": list(field.values)[:2], "complete": True}
        if field.type == "set"
        else answers[field.type]
        for name, field in fields.by_id.items()
    }


# ---------------------------------------------------------------- the same rule in CEL


def expression(node: Node, fields: Fields) -> str:
    """A rule as a CEL expression over `f`; what cannot be told is an error there."""
    if isinstance(node, Leaf):
        told = _asked(node.test, fields)
        return f"({told} || {UNKNOWN})" if node.lenient else told
    parts = [expression(part, fields) for part in node.parts]
    if node.kind == "not":
        return f"!({parts[0]})"
    if node.kind == "at_least":
        parts = [_joined(" && ", chosen) for chosen in itertools.combinations(parts, node.count)]
    return _joined(" && " if node.kind == "all" else " || ", parts)


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({sign.join(parts)})"


def _asked(test: Asked, fields: Fields) -> str:
    if test.field is None:
        return UNKNOWN
    derived = fields.derived.get(test.field)
    if derived is None or derived.type == "years":
        return _tested(test.field, test.op, test.value)
    inner = _tested(derived.field, derived.op, derived.value)
    return inner if test.value is True else f"!({inner})"


def _tested(name: str, op: str, value: object) -> str:
    if op in {"has_any", "has_none"}:
        told = f"(f.{name}.values.exists(v, v in {_listed(value)}) || (f.{name}.open && {UNKNOWN}))"
        return told if op == "has_any" else f"!({told})"
    if op in {"lt", "lte", "gte"}:
        sign = {"lt": "<", "lte": "<=", "gte": ">="}[op]
        low, high = (f"f.{name}.{end} {sign} {value}.0" for end in ("low", "high"))
        return f"({low} && {high} || (({low} || {high}) && {UNKNOWN}))"
    if op == "in":
        return f"f.{name} in {_listed(value)}"
    return f"f.{name} == {_literal(value)}"


def _listed(values: object) -> str:
    assert isinstance(values, tuple)
    return f"[{', '.join(_literal(value) for value in values)}]"


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def context(facts: Facts, fields: Fields) -> Any:
    """The facts as CEL sees them; what is not known has no key."""
    known = {name: _plain(value, facts.on) for name, value in facts.known.items()}
    years = {name: one.field for name, one in fields.derived.items() if one.type == "years"}
    known |= {name: known[field] for name, field in years.items() if field in known}
    return {"f": json_to_cel(known)}


def _plain(value: Value, on: date) -> Any:
    """A value as JSON has it; a range of dates as the years since them."""
    if isinstance(value, SetOf):
        return {"values": sorted(value.values), "open": not value.closed}
    if isinstance(value, Between):
        low, high = value.low, value.high
        if isinstance(low, date):
            low, high = ((on - end).days / 365.2425 for end in (value.high, value.low))
        return {"low": float(low), "high": float(high)}
    return value


def truth_of(program: Any, activation: Mapping[str, Any]) -> Truth:
    try:
        return bool(program.evaluate(activation))
    except CELEvalError:
        return None


# ---------------------------------------------------------------- measuring


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return found


def row(name: str, runs: list[list[float]], more: str = "") -> None:
    """Median and p95 of all, and how far the medians of the runs lie apart."""
    every = sorted(itertools.chain.from_iterable(runs))
    medians = [statistics.median(run) for run in runs]
    p95 = every[int(len(every) * 0.95)]
    spread = max(medians) - min(medians)
    told = f"median {statistics.median(every):8.3f}  p95 {p95:8.3f}  spread {spread:6.3f}"
    sys.stdout.write(f"  {name:34s} {told}  {more}\n")


def of_screenings(rules: Rules, situations: Mapping[str, Facts]) -> None:
    sys.stdout.write(f"all {len(rules.programs)} programs, reasons included; ms a screening\n")
    for name, facts in situations.items():
        work = partial(screen, rules, facts, on=ON)
        runs = [milliseconds(work, SCREENINGS) for _ in range(RUNS)]
        row(name, runs)


def of_cel(rules: Rules, situations: Mapping[str, Facts]) -> None:
    """The truth of every plain rule: ours (its leaves and its tree), and CEL's; made equal first."""
    trees = [
        version.rule
        for program in rules.programs.values()
        for version in program.versions
        if isinstance(version.rule, Group) or (version.rule is not None and not version.open_to_all)
    ]
    asked = [leaf for tree in trees for leaf in leaves(tree)]
    # In this order: the parser keeps the trees of its first runner, and the compiling one needs its own.
    for runner in (celpy.CompiledRunner, celpy.InterpretedRunner):
        environment = celpy.Environment(runner_class=runner)
        expressions = [expression(tree, rules.fields) for tree in trees]
        programs = [environment.program(environment.compile(one)) for one in expressions]
        title = f"truth of {len(trees)} rules, {len(asked)} criteria; ms for all"
        sys.stdout.write(f"{title}; CEL by {runner.__name__}\n")
        for name, facts in situations.items():
            _beside(name, rules, trees, facts, programs)


def _beside(name: str, rules: Rules, trees: list[Node], facts: Facts, programs: list[Any]) -> None:
    activation = context(facts, rules.fields)

    def ours() -> list[Truth]:
        found = truths(rules.fields, rules.leaves, facts).plain
        return [decide(tree, found) for tree in trees]

    def cels() -> list[Truth]:
        return [truth_of(program, activation) for program in programs]

    mine, theirs = ours(), cels()
    differ = sum(one is not other for one, other in zip(mine, theirs, strict=True))
    our_runs = [milliseconds(ours, SCREENINGS) for _ in range(RUNS)]
    cel_runs = [milliseconds(cels, CEL_ROUNDS) for _ in range(RUNS)]
    our, cel = (statistics.median(itertools.chain.from_iterable(runs)) for runs in (our_runs, cel_runs))
    row(f"{name}: ours", our_runs, f"{our / len(trees) * 1000:7.1f} µs a rule")
    told = (
        f"{cel / len(trees) * 1000:7.1f} µs a rule  x{cel / our:.0f}  {differ} of {len(trees)} truths differ"
    )
    row(f"{name}: CEL", cel_runs, told)


def of_memory() -> None:
    """What the loaded rules keep, and the most that loading them needed."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    rules = load_rules()
    kept, most = (one - before for one in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    told = f"{len(rules.programs)} programs, {len(rules.leaves)} criteria"
    sys.stdout.write(f"loaded rules ({told}): {kept / 2**20:.2f} MiB kept, {most / 2**20:.1f} MiB at most\n")


def main() -> None:
    """Measure and print; takes some tens of seconds."""
    logging.disable(logging.CRITICAL)  # CEL would log each fact that is not known, in its measured time
    (loading,) = milliseconds(load_rules, 1)
    of_memory()
    rules = load_rules()
    raw = {**SITUATIONS, "every field answered": every_answer(rules.fields)}
    situations = {name: read_facts(rules.fields, one, on=ON) for name, one in raw.items()}
    sys.stdout.write(
        f"loading and checking: {loading:.0f} ms; below, {RUNS} runs a row, times of this process alone\n"
    )
    of_screenings(rules, situations)
    of_cel(rules, situations)


if __name__ == "__main__":
    main()
