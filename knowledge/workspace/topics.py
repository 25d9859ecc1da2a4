"""What people asked and nobody had an answer for: counts a month and topic, no words of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from knowledge.errors import KnowledgeError
from knowledge.workspace.care_tables import CareTopic
from knowledge.workspace.suppression import THRESHOLD

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_TOPIC = re.compile(r"[a-z][a-z0-9_]{0,59}")
LANGUAGES = frozenset({"en", "es"})


class NotATopic(KnowledgeError, ValueError):
    """What was to be counted is no month, language or name of a topic: it could be somebody's words."""

    code = "not_a_topic"


@dataclass(frozen=True)
class Counted:
    """`count` is None below THRESHOLD: a few could be one person."""

    month: str
    language: str
    topic: str
    count: int | None


def count_topic(session: Session, month: str, language: str, topic: str) -> None:
    """One more question without an answer in a month ("2026-11"), nearest to a topic of ours (its id).

    Raises NotATopic for anything that is not the name of one.
    """
    if not _MONTH.fullmatch(month) or language not in LANGUAGES or not _TOPIC.fullmatch(topic):
        raise NotATopic(
            "Give a month as 2026-11, en or es, and the id of a topic: small letters, digits and _."
        )
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    one = dialect.insert(CareTopic).values(month=month, language=language, topic=topic, count=1)
    more = one.on_conflict_do_update(
        index_elements=["month", "language", "topic"], set_={"count": col(CareTopic.count) + 1}
    )
    session.connection().execute(more)


def months(session: Session) -> Sequence[str]:
    """The months with any count, newest first."""
    return session.exec(select(CareTopic.month).distinct().order_by(col(CareTopic.month).desc())).all()


def topics(session: Session, month: str) -> list[Counted]:
    """The counts of a month, the most frequent first; the small ones by name, so that order tells nothing."""
    rows = session.exec(select(CareTopic).where(CareTopic.month == month)).all()
    found = [
        Counted(row.month, row.language, row.topic, row.count if row.count >= THRESHOLD else None)
        for row in rows
    ]
    return sorted(found, key=lambda one: (-(one.count or 0), one.topic, one.language))
