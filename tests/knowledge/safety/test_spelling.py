"""Which known words a misspelt word is read as."""

import pytest

from knowledge.safety.spelling import Speller, spanish_sound

KNOWN = ["kill", "kidnapped", "strangling", "encerrada", "necesito", "killing", "help", "pastillas"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(
        KNOWN, ["bleed", "encerr"], ["encerrada", "necesito", "encerr", "pastillas"], ["billing", "killings"]
    )


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("kidnaped", "kidnapped"),
        ("kidnapd", "kidnapped"),
        ("stranglign", "strangling"),
        ("strngling", "strangling"),
        ("helpp", "help"),
        ("kiill", "kill"),
        ("enserrada", "encerrada"),
        ("nesesito", "necesito"),
        ("bleeding", "bleed*"),
        ("enserraron", "encerr*"),
    ],
)
def test_a_misspelt_word_is_read_as_the_known_one(speller: Speller, word: str, known: str) -> None:
    assert known in speller.readings(word)


@pytest.mark.parametrize("word", ["kil", "killings", "filling", "billing", "hill", "spelling", "x" * 60])
def test_another_word_is_read_as_itself_alone(speller: Speller, word: str) -> None:
    assert speller.readings(word) == {word}


@pytest.mark.parametrize(
    ("one", "other"),
    [("vaca", "baca"), ("llave", "yabe"), ("hacer", "aser"), ("quiero", "kiero"), ("carro", "karro")],
)
def test_words_that_sound_alike_in_spanish_share_a_sound(one: str, other: str) -> None:
    assert spanish_sound(one) == spanish_sound(other)


def test_carro_and_caro_do_not_sound_alike() -> None:
    assert spanish_sound("carro") != spanish_sound("caro")
