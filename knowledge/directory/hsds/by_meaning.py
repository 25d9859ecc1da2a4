"""The directory's one search, as the HSDS door asks it: words in, ids of services out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from knowledge.directory.hsds.find import Search
from knowledge.directory.search.find import search
from knowledge.directory.search.query import MOST_PER_PAGE, Query
from knowledge.meaning import Encoder


def by_meaning(encoder: Callable[[], Encoder], now: Callable[[], datetime]) -> Search:
    """A search that opens the encoder at its first words, and not before."""

    def found(session: Session, words: str) -> list[str]:
        ids: list[str] = []
        number, total = 1, 1
        while len(ids) < total:
            query = Query(text=words, page=number, per_page=MOST_PER_PAGE)
            page = search(session, query, encode=encoder(), on=now())
            ids += [hit.service_id for hit in page.hits]
            number, total = number + 1, page.total if page.hits else 0
        return ids

    return found
