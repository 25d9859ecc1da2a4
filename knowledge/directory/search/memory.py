"""What a process keeps of the index between searches: synonyms, what needs mean, and vectors made small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlmodel import Session, col, select

from knowledge.directory.query_parts import labels
from knowledge.directory.results import Words
from knowledge.directory.search.index import concept_phrases, needs_of_groups, text_key
from knowledge.directory.search.spelling import Known, known
from knowledge.directory.search.stems import stems, wording, words
from knowledge.directory.search.tables import SearchService, SearchVector, Synonym
from knowledge.meaning import Vectors

_SIZES = 64  # numbers kept of each service's vector: the nearest few are weighed again with all 512
_SAMPLE = 4_000
_CHUNK = 5_000
_KEPT = 2

_STAMP = text("SELECT stamp, services FROM search_stamp")  # asked with every search: spared the mapping

_memories: dict[str, Memory] = {}


@dataclass(frozen=True)
class Memory:
    """`known`: every stem. `sequences`: groups of synonyms by a phrase's stems, with and without stop words.

    `phrases`: (stems, phrase) of each group that can be looked up as they stand. `concepts`: one vector for
    each of `concept_needs`. `small`: the services' vectors turned by `basis`, in the order of `numbers`.
    """

    services: int
    known: dict[str, Known]
    sequences: dict[tuple[str, ...], tuple[str, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    needs: dict[str, tuple[str, ...]]
    concepts: Vectors
    concept_needs: tuple[tuple[str, ...], ...]
    numbers: NDArray[np.int64]
    small: Vectors
    basis: Vectors
    labels: dict[str, dict[str, Words]]


def memory(session: Session) -> Memory:
    """The memory of the index as it is now; read again when the index has changed."""
    row = session.connection().execute(_STAMP).one()
    if row.stamp not in _memories:
        while len(_memories) >= _KEPT:
            _memories.pop(next(iter(_memories)))
        _memories[row.stamp] = _read(session, row.services)
    return _memories[row.stamp]


def _read(session: Session, services: int) -> Memory:
    phrases = _phrases(session)
    concepts = concept_phrases(session)
    numbers, small, basis = _small(session, services)
    return Memory(
        services=services,
        known=known(session),
        sequences=_sequences(phrases),
        phrases={group: tuple(_looked_up(texts)) for group, texts in phrases.items()},
        needs=needs_of_groups(session),
        concepts=_vectors(session, [text_key((phrase,)) for phrase in concepts]),
        concept_needs=tuple(concepts.values()),
        numbers=numbers,
        small=small,
        basis=basis,
        labels={name: labels(session, name) for name in ("needs", "areas", "answered_by")},
    )


def _phrases(session: Session) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    order = (col(Synonym.group_id), col(Synonym.language), col(Synonym.position), col(Synonym.phrase))
    for row in session.exec(select(Synonym).order_by(*order)):
        found[row.group_id].append(row.phrase)
    return dict(found)


def _sequences(phrases: dict[str, list[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for group, texts in phrases.items():
        for one in texts:
            whole, bare = wording(words(one)), stems(one)
            found[whole][group] = None
            if len(bare) > 1:
                found[bare][group] = None
    return {sequence: tuple(groups) for sequence, groups in found.items()}


def _looked_up(texts: Iterable[str]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Phrases that lose no stop word or keep two other words: what is left of others says something else."""
    seen = set()
    for one in texts:
        bare = stems(one)
        if bare not in seen and (len(bare) > 1 or len(bare) == len(words(one))):
            seen.add(bare)
            yield bare, one


def _vectors(session: Session, keys: list[str]) -> Vectors:
    query = select(SearchVector).where(col(SearchVector.text_key).in_(keys))
    found = {row.text_key: row.vector for row in session.exec(query)}
    return _unpacked([found[key] for key in keys])


def _unpacked(rows: list[bytes]) -> Vectors:
    flat = np.frombuffer(b"".join(rows), dtype=np.float16).astype(np.float32)
    return flat.reshape(len(rows), -1) if rows else np.zeros((0, 1), np.float32)


def _small(session: Session, services: int) -> tuple[NDArray[np.int64], Vectors, Vectors]:
    """Numbers, small vectors and basis: the directions in which a sample of the vectors differs most."""
    step = max(1, services // _SAMPLE)
    query = (
        select(SearchService.number, SearchVector.vector)
        .join(SearchVector, col(SearchVector.text_key) == col(SearchService.text_key))
        .order_by(col(SearchService.number))
    )
    sample = _unpacked([row[1] for row in session.exec(query.where(SearchService.number % step == 0))])
    basis = np.linalg.eigh(sample.T @ sample)[1][:, -_SIZES:].astype(np.float32)
    numbers: list[int] = []
    parts = [np.zeros((0, basis.shape[1]), np.float32)]
    for chunk in session.exec(query.execution_options(yield_per=_CHUNK)).partitions(_CHUNK):
        numbers += [row[0] for row in chunk]
        parts.append(_unpacked([row[1] for row in chunk]) @ basis)
    return np.array(numbers, np.int64), np.concatenate(parts), basis
