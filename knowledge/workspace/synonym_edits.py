"""Words that editors add to the search or take out, and what the search finds before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.search.find import search
from knowledge.directory.search.index import reindex
from knowledge.directory.search.query import Query
from knowledge.directory.search.stems import words
from knowledge.directory.search.tables import Synonym, SynonymRemoved
from knowledge.meaning import Encoder
from knowledge.words import Words
from knowledge.workspace.audit import record
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import EditRefused, Source, check_source
from knowledge.workspace.edits import Act
from knowledge.workspace.private_words import private
from knowledge.workspace.times import stamp

CARE = "care"
LONGEST_PHRASE = 60
SHOWN = 8
Step = Literal["add", "remove"]


@dataclass(frozen=True)
class Word:
    """A word or phrase of a group; `step` is add, or remove for one that stands there."""

    group: str
    language: str
    phrase: str
    step: Step


@dataclass(frozen=True)
class Preview:
    """The names of the services that a search for the phrase finds, the best first."""

    before: list[Words]
    after: list[Words]


@dataclass(frozen=True)
class GroupWords:
    """One group; phrases by language, and those among them that an editor added."""

    id: str
    phrases: dict[str, list[str]]
    added: frozenset[tuple[str, str]]


def groups(session: Session, containing: str = "") -> list[GroupWords]:
    """The groups of the search, those with a phrase that has these letters."""
    found: dict[str, dict[str, list[str]]] = {}
    added: dict[str, set[tuple[str, str]]] = {}
    order = (col(Synonym.group_id), col(Synonym.position), col(Synonym.phrase))
    for row in session.exec(select(Synonym).order_by(*order)):
        found.setdefault(row.group_id, {"en": [], "es": []})[row.language].append(row.phrase)
        if row.origin == CARE:
            added.setdefault(row.group_id, set()).add((row.language, row.phrase))
    part = " ".join(words(containing))
    return [
        GroupWords(id, phrases, frozenset(added.get(id, ())))
        for id, phrases in found.items()
        if not part or part in id or any(part in one for one in _folded(phrases))
    ]


def _folded(phrases: dict[str, list[str]]) -> list[str]:
    return [" ".join(words(one)) for several in phrases.values() for one in several]


def removed(session: Session) -> list[SynonymRemoved]:
    """The phrases of the facts that were taken out."""
    row = SynonymRemoved
    return list(session.exec(select(row).order_by(row.group_id, row.language, row.phrase)).all())


def check_word(session: Session, word: Word) -> None:
    """Raises EditRefused: no such group, no word in it, too long, a person's number, or elsewhere already."""
    if session.exec(select(Synonym).where(Synonym.group_id == word.group).limit(1)).first() is None:
        raise EditRefused("unknown_group", "group")
    if word.language not in {"en", "es"}:
        raise EditRefused("unknown_group", "language")
    if not words(word.phrase) or len(word.phrase) > LONGEST_PHRASE or private(word.phrase):
        raise EditRefused("phrase", "phrase")
    there = session.get(Synonym, (word.group, word.language, word.phrase))
    if word.step == "remove":
        _check_removal(session, word, there)
    elif _standing(session, word):
        raise EditRefused("phrase_there", "phrase")


def _check_removal(session: Session, word: Word, there: Synonym | None) -> None:
    if there is None:
        raise EditRefused("phrase_gone", "phrase")
    own = select(Synonym).where(Synonym.group_id == word.group, Synonym.language == word.language)
    if len(session.exec(own).all()) == 1:
        raise EditRefused("last_phrase", "phrase")


def _standing(session: Session, word: Word) -> bool:
    """Whether the phrase stands in another group, or in this one in the same language."""
    folded = words(word.phrase)
    return any(
        words(row.phrase) == folded and (row.group_id != word.group or row.language == word.language)
        for row in session.exec(select(Synonym))
    )


def preview(session: Session, word: Word, *, encode: Encoder, on: datetime) -> Preview:
    """What a search for the phrase finds now, and what it would find. Nothing stays written."""
    check_word(session, word)
    before = _found(session, word.phrase, encode, on)
    try:
        _put(session, word)
        reindex(session, encode)
        after = _found(session, word.phrase, encode, on)
    finally:
        session.rollback()
    return Preview(before, after)


def _found(session: Session, text: str, encode: Encoder, on: datetime) -> list[Words]:
    hits = search(session, Query(text=text, per_page=SHOWN), encode=encode, on=on).hits
    rows = {row.id: row for row in session.exec(select(tables.Service))}
    return [Words(rows[hit.service_id].name, rows[hit.service_id].name_es) for hit in hits]


def change_word(
    session: Session, word: Word, source: Source, *, id: str, act: Act, encode: Callable[[], Encoder]
) -> CareEdit:
    """Add or take out a phrase; the search knows it when the caller commits. Raises EditRefused."""
    check_word(session, word)
    check_source(source, act.today)
    _put(session, word)
    edit = _edit(word, source, id, act)
    session.add(edit)
    detail = {"group": word.group, "language": word.language}
    record(
        session,
        at=act.now,
        account=act.account,
        action=f"synonym.{word.step}",
        entity="edit",
        entity_id=id,
        detail=detail,
    )
    reindex(session, encode())
    return edit


def _put(session: Session, word: Word) -> None:
    key = (word.group, word.language, word.phrase)
    taken_out = session.get(SynonymRemoved, key)
    if word.step == "remove":
        there = session.get_one(Synonym, key)
        if there.origin != CARE:
            session.add(SynonymRemoved(group_id=key[0], language=key[1], phrase=key[2]))
        session.delete(there)
    elif taken_out is not None:
        session.delete(taken_out)  # the facts have it: reindexing brings it back
    else:
        session.add(Synonym(group_id=key[0], language=key[1], phrase=key[2], position=1000, origin=CARE))
    session.flush()


def _edit(word: Word, source: Source, id: str, act: Act) -> CareEdit:
    before, after = (None, word.phrase) if word.step == "add" else (word.phrase, None)
    return CareEdit(
        id=id,
        entity="synonym",
        entity_id=word.group,
        identity="",
        field=word.language,
        base_en=before,
        before_en=before,
        value_en=after,
        source_title=source.title,
        source_url=source.url,
        source_on=source.on.isoformat(),
        called=source.called,
        status="applied",
        needs_approval=False,
        proposed_by=act.account,
        proposed_at=stamp(act.now),
        decided_by=act.account,
        decided_at=stamp(act.now),
    )
