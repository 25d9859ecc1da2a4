import pytest

from bot.text.language import guess


@pytest.mark.parametrize(
    "text",
    [
        "nesesito un lugar para dormir esta noche",
        "mi jefe no me paga y me quito el pasaporte",
        "kiero ayuda pa mi hermana",
        "AYUDENME",
        "ayudaaa",
        "58 cumplidos",
        "quince",
        "¿qué es esto?",
        "una alumna me conto que la obligan",
        "necesito un lawyer para mi caso",
        "quien es justice at last",
    ],
)
def test_knows_spanish_without_accents_and_with_slips(text: str) -> None:
    assert guess(text) == "es"


@pytest.mark.parametrize(
    "text",
    [
        "my boss took my passport and wont pay me",
        "im 15 and my bf makes me see men",
        "u there? need help rn",
        "whats tcvap",
        "HELP",
        "my abuela needs a doctor",
    ],
)
def test_knows_english_as_people_text_it(text: str) -> None:
    assert guess(text) == "en"


@pytest.mark.parametrize("text", ["", "?", "no", "ok", "T visa", "tcvap", "911", "😀", "Maria Lopez"])
def test_says_so_when_nobody_could_tell(text: str) -> None:
    assert guess(text) is None


@pytest.mark.parametrize(("text", "language"), [("yo", None), ("ola", "es"), ("k thats all, nite", "en")])
def test_short_greetings_and_goodbyes(text: str, language: str | None) -> None:
    assert guess(text) == language
