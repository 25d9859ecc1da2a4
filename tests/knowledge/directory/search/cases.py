"""What every database has to find; the tests of SQLite and PostgreSQL run the same."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import Session

from knowledge.directory.search.find import Page, search
from knowledge.directory.search.query import Query
from knowledge.meaning import encoder

ON = datetime(2026, 11, 23, 20, tzinfo=UTC)  # a Monday, noon in California
RELEVANCE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "relevance.yaml").read_text(encoding="utf-8")
)["queries"]


def found(session: Session, **asked: Any) -> Page:
    return search(session, Query(**asked), encode=encoder(), on=ON)


def ids(session: Session, **asked: Any) -> list[str]:
    return [hit.service_id for hit in found(session, **asked).hits]


def missing(session: Session, case: dict[str, Any]) -> list[str]:
    """What a case wants among the first and is not there."""
    first = ids(session, text=case["text"], per_page=case.get("top", 3))
    wanted = case.get("all") or case["any"]
    lacking = [one for one in wanted if one not in first]
    return lacking if "all" in case or len(lacking) == len(wanted) else []
