"""Words that mean the same, from knowledge/facts/synonyms.yaml, and their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from knowledge.directory.fact_checks import TAXONOMY
from knowledge.directory.load import FACTS
from knowledge.directory.search.stems import words
from knowledge.directory.search.tables import Synonym, SynonymNeed, SynonymRemoved
from knowledge.directory.table_base import FACTS_ORIGIN
from knowledge.errors import FactsError, Problem
from knowledge.yaml_lines import Document, Place, read

FILE = "synonyms.yaml"
SYNONYMS = FACTS / FILE
LANGUAGES = ("en", "es")

_Row = dict[str, str | int]

_KEYS = {"id", *LANGUAGES, "needs"}


@dataclass(frozen=True)
class Group:
    """Phrases by language, and the needs of who writes one of them (taxonomy ids, the likeliest first)."""

    id: str
    phrases: dict[str, tuple[str, ...]]
    needs: tuple[str, ...]


def load_synonyms(directory: Path = FACTS) -> tuple[Group, ...]:
    """Every group of synonyms.yaml, in its order.

    Raises FactsError with every problem: unknown keys, missing languages, ids or phrases that stand twice
    (capitals, accents and apostrophes make no difference), needs that taxonomy.yaml beside it does not have.
    """
    document = read(directory / FILE, FILE)
    problems = [*document.problems, *_problems(document, _needs(directory))]
    if problems:
        raise FactsError(problems)
    return tuple(
        Group(one["id"], {k: tuple(one[k]) for k in LANGUAGES}, tuple(one.get("needs", ())))
        for one in document.data["groups"]
    )


def _needs(directory: Path) -> set[str]:
    taxonomy = read(directory / TAXONOMY, TAXONOMY).data
    return {need["id"] for need in taxonomy["needs"]}


def replace_synonyms(session: Session, groups: tuple[Group, ...]) -> None:
    """The rows of the file in place of those it made before; what others added or took out stays so."""
    out = {(row.group_id, row.language, row.phrase) for row in session.exec(select(SynonymRemoved))}
    phrases = [
        row for row in _phrase_rows(groups) if (row["group_id"], row["language"], row["phrase"]) not in out
    ]
    _replace(session, Synonym, ("group_id", "language", "phrase"), phrases)
    _replace(session, SynonymNeed, ("group_id", "need"), list(_need_rows(groups)))


def _replace(
    session: Session, table: type[Synonym | SynonymNeed], key: tuple[str, ...], rows: list[_Row]
) -> None:
    session.exec(delete(table).where(col(table.origin) == FACTS_ORIGIN))
    kept = {tuple(getattr(row, name) for name in key) for row in session.exec(select(table))}
    new = [row for row in rows if tuple(row[name] for name in key) not in kept]
    if new:
        session.connection().execute(insert(table), new)


def _phrase_rows(groups: tuple[Group, ...]) -> Iterator[_Row]:
    for group in groups:
        for language, phrases in group.phrases.items():
            for n, phrase in enumerate(phrases):
                own = {"group_id": group.id, "language": language, "phrase": phrase}
                yield {**own, "position": n, "origin": FACTS_ORIGIN}


def _need_rows(groups: tuple[Group, ...]) -> Iterator[_Row]:
    for group in groups:
        for n, need in enumerate(group.needs):
            yield {"group_id": group.id, "need": need, "position": n, "origin": FACTS_ORIGIN}


def _problems(document: Document, needs: Collection[str]) -> Iterator[Problem]:
    data = document.data
    if document.problems and data is None:
        return
    groups = data.get("groups") if isinstance(data, dict) else None
    if not isinstance(groups, list) or set(data) != {"groups"}:
        yield document.problem((), "the file is not a list under 'groups'", "begin it with groups:")
        return
    ids: dict[str, Place] = {}
    phrases: dict[str, Place] = {}
    for n, group in enumerate(groups):
        place: Place = ("groups", n)
        if wrong := _shape(document, place, group):
            yield wrong
            continue
        yield from _group_problems(document, place, group, needs)
        yield from _twice(document, ids, group["id"], (*place, "id"), "the id")
        for found, where in _folded(group, place).items():
            yield from _twice(document, phrases, found, where, "the phrase")


def _shape(document: Document, place: Place, group: Any) -> Problem | None:
    if not isinstance(group, dict):
        return document.problem(place, "a group is no mapping", "give it id, en and es")
    for key in group:
        if key not in _KEYS:
            return document.problem(
                (*place, key), f"unknown key '{key}'", "remove it or correct its spelling"
            )
    for key in ("id", *LANGUAGES):
        if key not in group:
            return document.problem(place, f"a group has no '{key}'", f"add {key}")
    if not isinstance(group["id"], str) or not group["id"]:
        return document.problem((*place, "id"), "the id is no text", "write a short name")
    return _list_shape(document, place, group)


def _list_shape(document: Document, place: Place, group: dict[str, Any]) -> Problem | None:
    for key in (*LANGUAGES, *(["needs"] if "needs" in group else [])):
        value = group[key]
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            what = f"'{key}' of '{group['id']}' is not a list of texts"
            return document.problem((*place, key), what, "write [one, two]; quote numbers, yes and no")
    return None


def _group_problems(
    document: Document, place: Place, group: dict[str, Any], needs: Collection[str]
) -> Iterator[Problem]:
    for key in LANGUAGES:
        seen: dict[str, Place] = {}
        for n, phrase in enumerate(group[key]):
            where: Place = (*place, key, n)
            if not words(phrase):
                yield document.problem(where, f"'{phrase}' has no word in it", "write a word or phrase")
            yield from _twice(document, seen, " ".join(words(phrase)), where, "the phrase")
    for n, need in enumerate(group.get("needs", ())):
        if need not in needs:
            yield document.problem(
                (*place, "needs", n), f"unknown need '{need}'", "use an id of taxonomy.yaml"
            )


def _folded(group: dict[str, Any], place: Place) -> dict[str, Place]:
    """The phrases of a group with their places; one that both languages write counts once."""
    return {
        " ".join(words(phrase)): (*place, key, n)
        for key in reversed(LANGUAGES)
        for n, phrase in reversed(list(enumerate(group[key])))
    }


def _twice(
    document: Document, seen: dict[str, Place], value: str, place: Place, what: str
) -> Iterator[Problem]:
    if value in seen:
        first = document.line(seen[value])
        yield document.problem(
            place, f"{what} '{value}' stands twice, first on line {first}", "keep one of the two"
        )
    seen.setdefault(value, place)
