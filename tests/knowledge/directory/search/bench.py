"""`python -m tests.knowledge.directory.search.bench [SIZE ...]`: how long a search takes, by size.

Directories are made of the real services, a word in eight of each changed, areas and languages drawn anew
(seeded). Beside the search, meaning included, stands the bare FTS5 query for the same words. Nothing is
asserted; the table is for people. It runs with one thread: more only wait for each other on so little work.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
import yaml
from sqlalchemy import text
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.fill import fill
from knowledge.directory.load import load_facts
from knowledge.directory.migrate import migrate
from knowledge.directory.search.documents import Document, documents
from knowledge.directory.search.find import search
from knowledge.directory.search.index import write
from knowledge.directory.search.memory import memory
from knowledge.directory.search.query import Query
from knowledge.directory.search.stems import stems
from knowledge.meaning import Encoder, Vectors, encoder

SIZES = (1_000, 10_000, 100_000, 200_000)
RUNS = 3
SEED = 7
ON = datetime(2026, 11, 23, 20, tzinfo=UTC)
QUERIES = Path(__file__).parent / "relevance.yaml"
TOWNS = 3_000
AREAS = (
    "contra_costa",
    "alameda",
    "los_angeles",
    "california",
    "nationwide",
    "?",
    "elsewhere_1",
    "elsewhere_2",
)
LANGUAGES = ("en", "es", "vi", "tl", "?")
NOISE = 0.35

Searches = list[Callable[[], object]]


def varied(real: list[Document], size: int) -> Iterator[Document]:
    """`size` services, each one of the real ones with words, place, languages and audience of its own."""
    chance = random.Random(SEED)
    for n in range(size):
        base = chance.choice(real)
        town = f"town{chance.randrange(TOWNS)}"
        texts = {field: _changed(words, chance) for field, words in base.texts.items()}
        texts["name"] = f"{texts['name']} {town}"
        kept = {pair for pair in base.facets if pair[0] not in {"area", "language"}}
        drawn = {("area", chance.choice(AREAS)), ("language", chance.choice(LANGUAGES))}
        yield replace(
            base,
            service_id=f"{base.service_id}_{n}",
            rank=(*base.rank, f"{n:07}"),
            texts=texts,
            meaning=(f"{base.service_id}#{n}",),
            facets=frozenset(kept | drawn),
            elsewhere=chance.random() < 0.5,
        )


def _changed(words: str, chance: random.Random) -> str:
    """A text with one word in eight another."""
    return " ".join(
        f"word{chance.randrange(20_000)}" if chance.random() < 0.125 else one for one in words.split()
    )


def near(real: list[Document], encode: Encoder) -> Encoder:
    """An encoder for varied services: the vector of the real one and a little beside it. Fast, and seeded."""
    known = dict(
        zip((one.service_id for one in real), encode([" ".join(one.meaning) for one in real]), strict=True)
    )

    def made(texts: list[str]) -> Vectors:
        rows = [_beside(known[one.split("#")[0]], one) if "#" in one else encode([one])[0] for one in texts]
        return np.array(rows, np.float32)

    return made


def _beside(vector: Vectors, name: str) -> Vectors:
    noise = np.random.default_rng(zlib.crc32(name.encode())).standard_normal(len(vector)).astype(np.float32)
    moved: Vectors = vector + NOISE * noise / np.sqrt(len(vector))
    return moved / np.linalg.norm(moved)


def timed(searches: Searches) -> list[float]:
    """Milliseconds of each."""
    found = []
    for one in searches:
        started = time.perf_counter()
        one()
        found.append((time.perf_counter() - started) * 1_000)
    return found


def bare(session: Session, words: str) -> Callable[[], object]:
    """The FTS5 query of somebody who wants the ten best for any of the words, and no more."""
    asked = " OR ".join(f'"{stem}"' for stem in stems(words)) or '"x"'
    sql = text("SELECT rowid FROM search_text WHERE search_text MATCH :asked ORDER BY rank LIMIT 10")
    return lambda: session.connection().execute(sql, {"asked": asked}).all()


def whole(session: Session, query: Query, encode: Encoder) -> Callable[[], object]:
    return lambda: search(session, query, encode=encode, on=ON)


def report(name: str, searches: Searches) -> str:
    """Median and 95th percentile of RUNS runs, and how far the runs' 95th percentiles lie apart."""
    timed(searches)
    runs = [timed(searches) for _ in range(RUNS)]
    middle, high = (median(_at(run, part) for run in runs) for part in (0.5, 0.95))
    ends = [_at(run, 0.95) for run in runs]
    return f"{name:<34} {middle:8.2f} {high:8.2f}   {min(ends):.2f} to {max(ends):.2f}"


def _at(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def measure(size: int, folder: Path, encode: Encoder) -> Iterator[str]:
    """The lines of the table for one size."""
    url = f"sqlite:///{folder / f'{size}.sqlite3'}"
    migrate(url)
    made = engine(url)
    with Session(made) as session:
        fill(session, load_facts(), "bench")
        real = list(documents(session))
        started = time.perf_counter()
        write(session, varied(real, size), near(real, encode))
        session.commit()
        indexed = time.perf_counter() - started
        started = time.perf_counter()
        small = memory(session).small.nbytes / 1e6
        opened = time.perf_counter() - started
        yield f"{size:,} services: indexed in {indexed:.1f} s, {_size(folder, size):.0f} MB on disk,"
        yield f"   {small:.0f} MB of vectors in memory, read in {opened:.1f} s; peak so far {_peak():.0f} MB"
        yield f"{'':<34} {'p50 ms':>8} {'p95 ms':>8}   p95 of {RUNS} runs"
        yield from _rows(session, encode)
    made.dispose()


def _rows(session: Session, encode: Encoder) -> Iterator[str]:
    texts = [one["text"] for one in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["queries"]]
    yield report("encoding the text alone", [lambda one=one: encode([one]) for one in texts])
    yield report("bare FTS5 query", [bare(session, one) for one in texts])
    yield report("search, text", [whole(session, Query(text=one), encode) for one in texts])
    place = {"place": "alameda", "language": "vi"}
    yield report(
        "search, text, place and language", [whole(session, Query(text=t, **place), encode) for t in texts]
    )
    needs = ("food", "emergency_shelter", "wage_recovery", "legal_immigration", "mental_health")
    yield report(
        "search, one need and a place",
        [
            whole(session, Query(needs=(one,), place="contra_costa", audience="survivor"), encode)
            for one in needs
        ],
    )
    yield report("search, nothing asked, page 3", [whole(session, Query(page=3), encode)])


def _peak() -> float:
    """The most this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(folder: Path, size: int) -> float:
    return sum(path.stat().st_size for path in folder.glob(f"{size}.sqlite3*")) / 1e6


def main(arguments: list[str]) -> None:
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # read when numpy is imported: begin again with it
        program = ["-m", "tests.knowledge.directory.search.bench", *arguments]
        os.execve(sys.executable, [sys.executable, *program], {**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for size in [int(one) for one in arguments] or SIZES:
            for line in measure(size, Path(folder), encoder()):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{time.perf_counter() - started:.0f} s in all\n")


if __name__ == "__main__":
    main(sys.argv[1:])
