"""`python -m knowledge.workspace.patch [URL]`: the changes that hold, as YAML for whoever keeps the facts."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import yaml
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from knowledge.directory.build import URL_SETTING
from knowledge.directory.engine import DEFAULT_URL, engine
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edits import edits
from knowledge.workspace.overlay import means

_FILES = {
    "organization": "organizations.yaml",
    "service": "services.yaml",
    "hotline": "hotlines.yaml",
    "schedule": "schedules.yaml",
    "answer": "answers/",
    "synonym": "synonyms.yaml",
}


def patch(session: Session) -> str:
    """One entry a change: where it stands, what the facts say, what they should say, and the source."""
    found = [
        _entry(edit) for edit in sorted(edits(session, ["applied"], 10_000), key=lambda one: one.entity_id)
    ]
    return yaml.safe_dump({"changes": found}, allow_unicode=True, sort_keys=False, width=110)


def _entry(edit: CareEdit) -> dict[str, Any]:
    source = {"title": edit.source_title, "url": edit.source_url, "as_of": edit.source_on}
    day = (edit.decided_at or edit.proposed_at)[:10]
    entry: dict[str, Any] = {
        "file": _file(edit),
        "row": f"{edit.entity} {edit.entity_id}",
        "field": edit.field,
        "facts_say": _both(edit.base_en, edit.base_es),
        "should_say": _both(edit.value_en, edit.value_es),
        "source": [{name: value for name, value in source.items() if value}],
        "verified": means(edit),
        "checked": day,
    }
    if edit.called:
        entry["dialled"] = edit.source_on
    return entry


def _file(edit: CareEdit) -> str:
    """The file of the row, by its table, or by the owner that its id begins with."""
    owner = edit.entity_id.partition(".")[0]
    return _FILES.get(edit.entity) or _FILES.get(owner, "")


def _both(en: str | None, es: str | None) -> Any:
    return en if es is None else {"en": en, "es": es}


def main(arguments: Sequence[str]) -> int:
    """The door: the URL is the first argument, else the setting, else the SQLite file of the project."""
    url = arguments[0] if arguments else os.environ.get(URL_SETTING, DEFAULT_URL)
    made = engine(url)
    try:
        with Session(made) as session:
            sys.stdout.write(patch(session))
    except SQLAlchemyError as error:
        sys.stderr.write(f"The database cannot be read ({type(error).__name__}): check {URL_SETTING}.\n")
        return 1
    finally:
        made.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
