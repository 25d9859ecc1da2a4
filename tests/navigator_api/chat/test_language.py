import pytest

from navigator_api.chat.language import decide, is_undecidable_token


def test_a_stranger_is_answered_in_the_language_that_was_heard() -> None:
    assert decide("mi jefe no me paga", None) == "es"
    assert decide("my boss wont pay me", None) == "en"
    assert decide("hola", None) == "es"


def test_nobody_guesses_when_nothing_tells() -> None:
    assert decide("T visa", None) is None


def test_one_word_of_the_other_language_does_not_turn_a_talk_around() -> None:
    assert decide("thanks", "es") == "es"
    assert decide("muchas gracias", "en") == "en"
    assert decide("T visa", "es") == "es"


def test_a_sure_sentence_of_four_words_does() -> None:
    assert decide("my boss wont pay me", "es") == "en"
    assert decide("mi jefe no me paga", "en") == "es"


@pytest.mark.parametrize("text", ["?", "🙏🙏", "visa", "1", "...!", "ok"])
def test_nothing_to_answer_in_either_language(text: str) -> None:
    assert is_undecidable_token(text)


@pytest.mark.parametrize("text", ["T visa", "supercalifragilistic", "a b"])
def test_more_than_one_short_word_goes_on(text: str) -> None:
    assert not is_undecidable_token(text)
