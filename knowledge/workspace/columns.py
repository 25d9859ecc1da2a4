"""From a changed field to the columns that hold it: a printed number also has the number that is dialled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.directory.statement_rows import statement_id
from knowledge.directory.way_rows import page_url
from knowledge.directory.ways import email_parts, page_parts, phone_parts
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.editable import editable

Values = dict[str, Any]
Follows = dict[str, tuple[Any, Any]]


def columns_of(edit: CareEdit) -> Values:
    """The columns that the change sets in its row."""
    if edit.field == "printed":
        return _printed(edit)
    spanish = editable()[edit.entity].fields[edit.field].spanish
    return {edit.field: edit.value_en, **({spanish: edit.value_es} if spanish else {})}


def _printed(edit: CareEdit) -> Values:
    """Nobody has called a new number, unless the change says so."""
    printed = edit.value_en or ""
    shared = {"printed": printed, "dialled": edit.source_on if edit.called else None}
    if edit.entity == "phone" and (phone := phone_parts(printed)):
        return {
            **shared,
            "number": phone.core,
            "extension": phone.extension,
            "description": phone.rest,
            "text_word": phone.word,
        }
    if edit.entity == "url" and (page := page_parts(printed)):
        return {**shared, "url": page_url(page), "label": page.rest}
    email = email_parts(printed)
    return {**shared, "email": email.core if email else None, "name": email.rest if email else printed}


def following(table: str, row: Mapping[str, Any], values: Values) -> Iterator[tuple[str, str, Follows]]:
    """(table, id, column → (old, new)) of what repeats the field elsewhere, and follows where it says `old`.

    An organization and a service repeat their first page and e-mail; a service's cost and the hours of a
    line stand twice.
    """
    yield from _hours(table, row, values)
    if table == "service" and "fees_description" in values:
        names = {"option": "fees_description", "option_es": "fees_description_es"}
        yield "cost_option", row["id"], {to: (row[name], values[name]) for to, name in names.items()}
    for column, to in (("url", "website"), ("email", "email")):
        if table in {"url", "contact"} and column in values and row[column] is not None:
            if row["organization_id"]:
                yield "organization", row["organization_id"], {to: (row[column], values[column])}
            if row["service_id"]:
                name = "url" if column == "url" else "email"
                yield "service", row["service_id"], {name: (row[column], values[column])}


def _hours(table: str, row: Mapping[str, Any], values: Values) -> Iterator[tuple[str, str, Follows]]:
    """The hours of a line are a statement too, with their sources; they are changed at the line only."""
    if table == "hotline" and "hours" in values:
        names = {"text": "hours", "text_es": "hours_es"}
        follows = {to: (row[name], values[name]) for to, name in names.items()}
        yield "statement", statement_id("hotline", row["id"], "hours", 0), follows
