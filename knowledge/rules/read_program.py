"""Reads one file of eligibility/ into a Program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.errors import Problem
from knowledge.rules import shape
from knowledge.rules.criteria import (
    OPEN_TO_ALL,
    Citation,
    Group,
    Leaf,
    Node,
    Program,
    Said,
    Test,
    Turn,
    Version,
)
from knowledge.rules.fields import Fields
from knowledge.rules.read_fields import words
from knowledge.yaml_lines import Document, Place

_SOURCE = shape.record({"as_of": shape.text}, {"title": shape.text, "url": shape.page})


def _source(document: Document, value: Any, place: Place) -> Iterator[Problem]:
    yield from _SOURCE(document, value, place)
    if isinstance(value, dict) and value.keys().isdisjoint({"title", "url"}):
        yield document.problem(place, "a source needs a title or a url", "say where it was read")


_SOURCES = shape.items(_source)
_IDS = shape.items(shape.text)
_LEAF = shape.record(
    {"op": shape.text},
    {
        "field": shape.text,
        "value": shape.anything,
        "confirm_by": shape.one_of(("lawyer", "agency")),
        "en": shape.text,
        "es": shape.text,
        "source": _SOURCES,
        "note": shape.text,
    },
)

GROUPS = ("all", "any", "not", "at_least")


def _node(document: Document, value: Any, place: Place) -> Iterator[Problem]:
    kind = next((key for key in GROUPS if isinstance(value, dict) and key in value), None)
    if kind is None:
        yield from _LEAF(document, value, place)
        return
    inner = shape.record({kind: _GROUP_SHAPES[kind]}, {})
    yield from inner(document, value, place)


def _parts(document: Document, value: Any, place: Place) -> Iterator[Problem]:
    yield from shape.items(_node)(document, value, place)


def _at_least(document: Document, value: Any, place: Place) -> Iterator[Problem]:
    yield from shape.record({"count": shape.whole, "of": _parts}, {})(document, value, place)


_GROUP_SHAPES: dict[str, shape.Shape] = {"all": _parts, "any": _parts, "not": _node, "at_least": _at_least}
_SAID = {"en": shape.text, "es": shape.text}
_CITED = shape.record(
    {**_SAID, "source": _SOURCES},
    {"topic": shape.text, "always_show": shape.flag, "go_to": _IDS, "note": shape.text},
)
_TURN = shape.record(
    {**_SAID, "when": _node, "source": _SOURCES},
    {"unless": _node, "go_to": _IDS, "ask": _IDS, "note": shape.text},
)
_LISTS = ("show", "proof", "documents", "gives", "duration", "ends_when", "warnings")
_VERSION = shape.record(
    {
        "version": shape.whole,
        "effective_from": shape.day_or_none,
        "checked": shape.day,
        "who": shape.words,
        "if_not": shape.record({**_SAID, "go_to": _IDS}, {}),
    },
    {
        "status": shape.one_of(("withdrawn",)),
        "status_reason": shape.text,
        "open_to_all": shape.flag,
        "rule": _node,
        "instead_if": shape.items(_TURN),
        "unclear_if": shape.items(_TURN),
        "ask_first_if": shape.items(_TURN),
        "unsure": shape.items(shape.record({**_SAID, "ask": _IDS}, {})),
        **{name: shape.items(_CITED) for name in _LISTS},
    },
)
_FILE = shape.record({"service": shape.text, "versions": shape.items(_VERSION)}, {})


def problems(document: Document) -> Iterator[Problem]:
    """What is wrong with the shape of one file."""
    yield from document.problems
    if document.data is not None or not document.problems:
        yield from _FILE(document, document.data, ())


class Reader:
    """Makes programs of checked data, counting the leaves of all of them."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.leaves: list[Leaf] = []

    def program(self, data: Mapping[str, Any]) -> Program:
        """The program of a file without problems."""
        return Program(data["service"], tuple(self._version(entry) for entry in data["versions"]))

    def _version(self, entry: Mapping[str, Any]) -> Version:
        checked = entry["checked"]
        effective = entry["effective_from"]
        lists = {
            name: tuple(said(one, checked) for one in entry.get(name, ())) for name in (*_LISTS, "unsure")
        }
        open_to_all = entry.get("open_to_all", False)
        if open_to_all:
            rule: Node | None = self._open(entry, lists["gives"] + lists["show"])
        else:
            rule = self._node(entry["rule"], checked) if "rule" in entry else None
        return Version(
            number=entry["version"],
            effective_from=date.fromisoformat(effective) if effective else None,
            checked=date.fromisoformat(checked),
            who=words(entry["who"]),
            rule=rule,
            open_to_all=open_to_all,
            withdrawn=entry.get("status") == "withdrawn",
            instead_if=tuple(self._turn(one, checked) for one in entry.get("instead_if", ())),
            ask_first_if=tuple(self._turn(one, checked) for one in entry.get("ask_first_if", ())),
            if_not=said(entry["if_not"], checked),
            unclear_if=tuple(self._turn(one, checked) for one in entry.get("unclear_if", ())),
            status_reason=entry.get("status_reason"),
            **lists,
        )

    def _open(self, entry: Mapping[str, Any], cited: tuple[Said, ...]) -> Leaf:
        """What stands for the rule of a service that everybody may use: for whom it is, as its pages say."""
        sources = tuple(dict.fromkeys(one for text in cited for one in text.citations))
        return self._add(
            Test(None, OPEN_TO_ALL), {"en": entry["who"]["en"], "es": entry["who"]["es"]}, sources
        )

    def _turn(self, entry: Mapping[str, Any], checked: str) -> Turn:
        """Its leaves say what the turn says, and act only on what the person has said: never lenient."""
        own = {"en": entry["en"], "es": entry["es"], "source": entry["source"]}
        when = self._node(entry["when"], checked, own)
        unless = self._node(entry["unless"], checked, own) if "unless" in entry else None
        return Turn(when, unless, said(entry, checked))

    def _node(self, data: Mapping[str, Any], checked: str, own: Mapping[str, Any] | None = None) -> Node:
        def part(one: Mapping[str, Any]) -> Node:
            return self._node(one, checked, own)

        if "all" in data or "any" in data:
            kind = "all" if "all" in data else "any"
            return Group("all" if kind == "all" else "any", tuple(part(one) for one in data[kind]))
        if "not" in data:
            return Group("not", (part(data["not"]),))
        if "at_least" in data:
            inner = data["at_least"]
            return Group("at_least", tuple(part(one) for one in inner["of"]), inner["count"])
        return self._leaf(data, checked, own)

    def _leaf(self, data: Mapping[str, Any], checked: str, own: Mapping[str, Any] | None) -> Leaf:
        value = data.get("value")
        test = Test(data.get("field"), data["op"], tuple(value) if isinstance(value, list) else value)
        if own is not None:
            return self._add(test, own, citations(own, checked))
        confirm_by, note = data.get("confirm_by"), data.get("note")
        return self._add(test, data, citations(data, checked), lenient=True, confirm_by=confirm_by, note=note)

    def _add(
        self,
        test: Test,
        texts: Mapping[str, Any],
        sources: tuple[Citation, ...],
        *,
        lenient: bool = False,
        confirm_by: str | None = None,
        note: str | None = None,
    ) -> Leaf:
        asks = None if test.field is None else self._fields.base(test.field)
        leaf = Leaf(
            test=test,
            index=len(self.leaves),
            asks=asks.id if asks else None,
            lenient=lenient and asks is not None and asks.on_contrary == "never_exclude",
            text=words({"en": texts["en"], "es": texts["es"]}),
            citations=sources,
            confirm_by=confirm_by,
            note=note,
        )
        self.leaves.append(leaf)
        return leaf


def said(entry: Mapping[str, Any], checked: str) -> Said:
    """A text of a file with its sources."""
    return Said(
        text=words(entry),
        citations=citations(entry, checked),
        topic=entry.get("topic"),
        always_show=entry.get("always_show", False),
        go_to=tuple(entry.get("go_to", ())),
        ask=tuple(entry.get("ask", ())),
    )


def citations(entry: Mapping[str, Any], checked: str) -> tuple[Citation, ...]:
    return tuple(
        Citation(one.get("title"), one.get("url"), one["as_of"], checked) for one in entry.get("source", ())
    )
