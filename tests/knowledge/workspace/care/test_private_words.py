"""A note about the directory tells nothing of a person."""

import pytest

from knowledge.workspace.private_words import private


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call her at 925-555-0123", "number"),
        ("su número es 925 555 0123", "number"),
        ("A# 123 456 789", "number"),
        ("+52 (55) 1234.5678", "number"),
        ("write maria@example.org", "email"),
        ("maria arroba correo", "email"),
        ("maria at example (at) org", "email"),
        ("born in June", "birth_date"),
        ("DOB 3/5/99", "birth_date"),
        ("3-5-1999", "birth_date"),
        ("1999-05-03", "birth_date"),
        ("May 3, 1999", "birth_date"),
        ("3 de mayo de 1999", "birth_date"),
        ("nació en mayo", "birth_date"),
        ("Closed on Monday at 5, said 24 hours", None),
        ("Cerrado desde enero de 2026", None),
        ("Nobody picks up after 17:00; tried 3 times", None),
        ("", None),
    ],
)
def test_what_could_name_a_person_is_seen(text: str, found: str | None) -> None:
    assert private(text) == found
