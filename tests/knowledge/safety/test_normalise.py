import pytest

from knowledge.safety.book import load_book
from knowledge.safety.normalise import normalise


def words(text: str) -> str:
    return " ".join(token.text for token in normalise(text, load_book().shorthand))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÁRBOL Niño", "arbol nino"),
        ("heeeelp", "heelp"),
        ("k1ll", "kill"),
        ("im 15", "i am 15"),
        ("15yo", "15 year old"),
        ("h\u200bel\u200bp", "help"),
        ("hеlp", "help"),
        ("h e l p", "help"),
        ("gonna", "going to"),
        ("no\u2019t", "not"),
        ("", ""),
        ("...", ""),
    ],
)
def test_one_spelling_for_many(text: str, expected: str) -> None:
    assert words(text) == expected


def test_sentences_and_clauses_are_counted() -> None:
    tokens = normalise("one, two. three", load_book().shorthand)
    assert [(token.sentence, token.clause) for token in tokens] == [(0, 0), (0, 1), (1, 2)]
