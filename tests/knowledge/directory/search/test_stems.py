from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory.search.stems import fold, stem, stems, stop_words, wording, words


def test_accents_capitals_and_apostrophes_make_no_difference() -> None:
    assert fold("PATRÓN won\u2019t Niño") == "patron wont nino"


def test_forms_of_one_word_share_a_stem_in_both_languages() -> None:
    for forms in (("abogado", "abogadas"), ("shelter", "shelters"), ("visa", "visas"), ("houses", "housing")):
        assert len({stem(form) for form in forms}) == 1, forms


def test_short_words_and_numbers_are_left_as_they_are() -> None:
    assert [stem(word) for word in ("t", "ice", "211", "914b")] == ["t", "ice", "211", "914b"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert stems("I need help with the rent please") == (stem("rent"),)
    assert stems("necesito ayuda con la renta por favor") == (stem("renta"),)


def test_a_phrase_is_the_same_whoever_it_happened_to() -> None:
    for phrases in (("not paying me", "don't pay her"), ("no me pagan", "no les pagan")):
        assert len({wording(words(phrase)) for phrase in phrases}) == 1, phrases


def test_stop_words_are_written_as_they_are_compared() -> None:
    assert {word for word in stop_words() if words(word) != [word]} == set()


@given(st.text())
def test_any_text_becomes_words_of_plain_letters(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words(text))
    assert all(stem(word) for word in words(text))
