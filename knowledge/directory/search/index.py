"""The search's tables made anew from the directory: reindex()."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.search.documents import NEEDS, Document, documents
from knowledge.directory.search.facets import facet
from knowledge.directory.search.fulltext import FIELDS, fulltext
from knowledge.directory.search.stems import terms
from knowledge.directory.search.synonyms import load_synonyms, replace_synonyms
from knowledge.directory.search.tables import (
    SearchService,
    SearchStamp,
    SearchVector,
    SearchWord,
    Synonym,
    SynonymNeed,
)
from knowledge.meaning import Encoder, Vectors
from knowledge.safety.spelling import spanish_sound

_BATCH = 512


def reindex(session: Session, encode: Encoder) -> None:
    """Bring the search up to the directory, inside the session's transaction; the caller commits.

    To be called at the end of whatever changes services, organizations, terms or synonyms. Texts whose
    meaning is known already are not encoded again. Raises FactsError when synonyms.yaml does not load.
    """
    session.flush()
    replace_synonyms(session, load_synonyms())
    write(session, documents(session), encode)


def write(session: Session, found: Iterable[Document], encode: Encoder) -> None:
    """The index of these documents and of the synonyms in the database."""
    for table in (SearchService, SearchWord, SearchStamp):
        session.exec(delete(table))
    ordered = sorted(found, key=lambda one: (one.reaches_law_enforcement, one.elsewhere, one.rank))
    vocabulary = _Vocabulary()
    rows = [_row(number, one, vocabulary) for number, one in enumerate(ordered, start=1)]
    _insert(session, SearchService, rows)
    phrases = concept_phrases(session)
    synonyms = session.exec(
        select(Synonym.group_id, Synonym.phrase).order_by(Synonym.group_id, Synonym.phrase)
    ).all()
    for _, phrase in synonyms:
        vocabulary.know(phrase)
    _insert(session, SearchWord, list(vocabulary.rows()))
    stored = _encode_new(session, [*((text,) for text in phrases), *(one.meaning for one in ordered)], encode)
    stamp = hashlib.sha256(
        "\n".join([*map(repr, rows), *sorted(stored), repr(synonyms), repr(phrases)]).encode()
    ).hexdigest()
    _insert(session, SearchStamp, [{"id": 1, "stamp": stamp, "services": len(rows)}])
    fulltext(session).refresh(session)


def text_key(texts: Sequence[str]) -> str:
    """The key under which the meaning of these texts (one meaning together) is kept."""
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()


def concept_phrases(session: Session) -> dict[str, tuple[str, ...]]:
    """Phrases that stand for needs, and those needs: labels, plain names, and synonyms that name a need."""
    term = tables.TaxonomyTerm
    query = select(term).where(term.taxonomy_id == NEEDS).order_by(col(term.position))
    found: dict[str, tuple[str, ...]] = {}
    for row in session.exec(query):
        for name in (row.name, row.name_es, *row.description.split("; ")):
            found[name or row.name] = (row.code or "",)
    needs = needs_of_groups(session)
    for one in session.exec(select(Synonym).order_by(col(Synonym.group_id), col(Synonym.position))):
        if one.group_id in needs:
            found[one.phrase] = needs[one.group_id]
    return found


def needs_of_groups(session: Session) -> dict[str, tuple[str, ...]]:
    """The needs of each group of synonyms, the likeliest first."""
    row = SynonymNeed
    found: dict[str, tuple[str, ...]] = {}
    for one in session.exec(select(row).order_by(col(row.group_id), col(row.position), col(row.need))):
        found[one.group_id] = (*found.get(one.group_id, ()), one.need)
    return found


class _Vocabulary:
    """Counts in how many services each stem or facet stands, and how it is written."""

    def __init__(self) -> None:
        self._documents: Counter[str] = Counter()
        self._written: dict[str, Counter[str]] = defaultdict(Counter)
        self._facets: Counter[str] = Counter()

    def add(self, pairs: Iterable[tuple[str, str]], facets: Iterable[str]) -> None:
        """The (stem, word) pairs and facets of one service."""
        seen = set(pairs)
        for stem, word in seen:
            self._written[stem][word] += 1
        self._documents.update({stem for stem, _ in seen})
        self._facets.update(facets)

    def know(self, phrase: str) -> None:
        """Words that no service need have."""
        for stem, word in terms(phrase):
            self._written[stem][word] += 1

    def rows(self) -> Iterator[dict[str, Any]]:
        for stem, written in sorted(self._written.items()):
            word = min(written, key=lambda one: (-written[one], one))
            yield {
                "stem": stem,
                "word": word,
                "sound": spanish_sound(stem),
                "documents": self._documents[stem],
            }
        for one, count in sorted(self._facets.items()):
            yield {"stem": one, "word": "", "sound": None, "documents": count}


def _row(number: int, one: Document, vocabulary: _Vocabulary) -> dict[str, Any]:
    pairs = {field: terms(one.texts.get(field, "")) for field in FIELDS}
    facets = sorted(facet(kind, value) for kind, value in one.facets)
    vocabulary.add([pair for found in pairs.values() for pair in found], facets)
    return {
        "number": number,
        "service_id": one.service_id,
        "reaches_law_enforcement": one.reaches_law_enforcement,
        "elsewhere": one.elsewhere,
        "answered_by": one.answered_by,
        "crisis_lines": " ".join(one.crisis_lines),
        "facets": " ".join(facets),
        "text_key": text_key(one.meaning),
        **{field: " ".join(stem for stem, _ in found) for field, found in pairs.items()},
    }


def _insert(session: Session, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _encode_new(session: Session, meanings: Iterable[Sequence[str]], encode: Encoder) -> set[str]:
    """Keep a vector for each of the meanings, and for no other; the keys."""
    wanted = {text_key(texts): texts for texts in meanings}
    known = set(session.exec(select(SearchVector.text_key)))
    gone, new = sorted(known - wanted.keys()), sorted(wanted.keys() - known)
    for start in range(0, len(gone), _BATCH):
        session.exec(delete(SearchVector).where(col(SearchVector.text_key).in_(gone[start : start + _BATCH])))
    for start in range(0, len(new), _BATCH):
        keys = new[start : start + _BATCH]
        vectors = _mean_vectors([wanted[key] for key in keys], encode)
        _insert(
            session,
            SearchVector,
            [{"text_key": key, "vector": row.tobytes()} for key, row in zip(keys, vectors, strict=True)],
        )
    return set(wanted)


def _mean_vectors(meanings: list[Sequence[str]], encode: Encoder) -> Any:
    """One vector of length 1 for each meaning: the mean of its texts'."""
    flat = encode([text for texts in meanings for text in texts])
    starts = np.cumsum([0, *(len(texts) for texts in meanings[:-1])])
    sums: Vectors = np.add.reduceat(flat, starts, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return (sums / np.maximum(lengths, 1e-9)).astype(np.float16)
