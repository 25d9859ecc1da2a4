"""Changing the small directory in a line."""

from datetime import date
from itertools import count
from pathlib import Path

from sqlmodel import Session

from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import Asked, Source
from knowledge.workspace.edits import Act, approve, propose

CALLED = Source("The Pantry, by telephone", None, date(2026, 11, 20), called=True)
PAGE = Source("The Pantry > Contact", "https://pantry.example/contact", date(2026, 11, 19), called=False)
PHONE = ("phone", "organization.pantry.0", "printed")
_ids = count()


def ask(
    session: Session,
    act: Act,
    where: tuple[str, str, str],
    en: str | None,
    es: str | None = None,
    source: Source = PAGE,
) -> CareEdit:
    return propose(session, Asked(*where, en, es), source, id=f"e{next(_ids)}", act=act)


def change(
    session: Session,
    one: Act,
    other: Act,
    where: tuple[str, str, str],
    en: str,
    es: str | None = None,
    source: Source = PAGE,
) -> CareEdit:
    """Proposed by one and approved by the other."""
    return approve(session, ask(session, one, where, en, es, source).id, other)


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
