import random
import re
import secrets
from itertools import pairwise

import pytest

from knowledge.workspace.case_codes import ALPHABET, new_code, read_code

PRINTED = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


@pytest.fixture(scope="module")
def codes() -> list[str]:
    draw = random.Random(7)
    return [new_code(draw.choice) for _ in range(10_000)]


def test_ten_thousand_codes_are_all_different_and_read_back_as_they_are(codes: list[str]) -> None:
    assert len(set(codes)) == 10_000
    assert all(PRINTED.fullmatch(code) for code in codes)
    assert all(read_code(code) == code for code in codes)


def test_no_letter_looks_like_another_or_is_a_vowel() -> None:
    for group in ("0O", "1IL"[:2], "2Z", "5S", "8B", "BV", "MN", "SF", "UV"):
        assert len(set(group) & set(ALPHABET)) <= 1, group
    assert not set("AEIOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_every_single_slip_is_caught(codes: list[str]) -> None:
    for code in codes[:200]:
        letters = code.replace("-", "")
        for place, right in enumerate(letters):
            for wrong in set(ALPHABET) - {right}:
                assert read_code(letters[:place] + wrong + letters[place + 1 :]) is None


def test_two_neighbours_changed_about_are_caught(codes: list[str]) -> None:
    for code in codes[:500]:
        letters = code.replace("-", "")
        for place, (one, other) in enumerate(pairwise(letters)):
            if one != other:
                assert read_code(letters[:place] + other + one + letters[place + 2 :]) is None


@pytest.mark.parametrize("typed", ["h7kd3trp", " H7KD 3TRP ", "h7kd–3trp", "H7KD.3TRP"])
def test_is_read_however_it_is_written_down(typed: str) -> None:
    assert read_code(typed) == "H7KD-3TRP"


@pytest.mark.parametrize(
    "typed", ["", "H7KD", "H7KD-3TRPP", "María López", "925-555-0123", "A7KD-3TRP", "Ⅷ" * 8]
)
def test_what_is_no_code_is_not_taken(typed: str) -> None:
    assert read_code(typed) is None


def test_a_code_is_drawn_from_what_is_given_and_nothing_else() -> None:
    assert new_code(lambda letters: letters[0]) == new_code(lambda letters: letters[0])
    assert new_code(secrets.choice) != new_code(secrets.choice)
