"""The directory behind the HSDS door: pages, single objects and streams of JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from sqlalchemy import Engine

from knowledge.directory.hsds.find import Search, Wanted, find, find_one
from knowledge.directory.hsds.read import ExtraAttributes, no_attributes, read
from knowledge.directory.hsds.rows import chunks
from knowledge.directory.hsds.views import View
from knowledge.directory.hsds_ids import is_uuid
from navigator_api.errors import Problem
from navigator_api.reading import reading

BATCH = 50
Json = Mapping[str, Any]


class Directory:
    """Reads the directory; every method raises Problem 503 while the database cannot be read.

    `search` finds services by words; `extra` gives further attributes of services.
    """

    def __init__(self, engine: Engine, search: Search, extra: ExtraAttributes = no_attributes) -> None:
        self._engine = engine
        self._search = search
        self._extra = extra

    def one(self, view: View, uuid: str) -> Json:
        """The object with this UUID. Raises Problem 404."""
        with reading(self._engine, "hsds") as session:
            id = find_one(session, view.table, uuid) if is_uuid(uuid) else None
            found = read(session, view, [id], self._extra) if id is not None else []
        if not found:
            raise Problem(404, f"No {view.table} has this id.")
        return found[0]

    def page(self, view: View, wanted: Wanted, number: int, per_page: int | None) -> Json:
        """One page of what is wanted, as HSDS's Page; all of it on page 1 where `per_page` is None."""
        with reading(self._engine, "hsds") as session:
            ids = find(session, view.table, wanted, self._search)
            size = per_page or max(len(ids), 1)
            shown = ids[(number - 1) * size : number * size]
            contents = read(session, view, shown, self._extra)
        return _page(contents, total=len(ids), number=number, size=size)

    def lines(self, view: View, wanted: Wanted) -> Iterator[str]:
        """All that is wanted, an object a line. What is wanted is looked up before this returns."""
        with reading(self._engine, "hsds") as session:
            ids = find(session, view.table, wanted, self._search)
        return self._lines(view, ids)

    def _lines(self, view: View, ids: Sequence[str]) -> Iterator[str]:
        for batch in chunks(ids, BATCH):
            with reading(self._engine, "hsds") as session:
                found = read(session, view, batch, self._extra)
            yield from (json.dumps(one, ensure_ascii=False) + "\n" for one in found)


def _page(contents: Sequence[Json], *, total: int, number: int, size: int) -> Json:
    pages = ceil(total / size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= max(pages, 1),
        "empty": not contents,
        "contents": list(contents),
    }
