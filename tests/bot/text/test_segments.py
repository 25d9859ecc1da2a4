import pytest

from bot.text.segments import measure


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        pytest.param("", "GSM-7", 0, 0, id="nothing"),
        pytest.param("a" * 160, "GSM-7", 160, 1, id="one full part"),
        pytest.param("a" * 161, "GSM-7", 161, 2, id="one letter over"),
        pytest.param("a" * 306, "GSM-7", 306, 2, id="two full parts"),
        pytest.param("a" * 307, "GSM-7", 307, 3, id="two parts and a letter"),
        pytest.param("é ñ ü Ñ É Ü ¿ ¡ à", "GSM-7", 17, 1, id="the accents of GSM-7"),
        pytest.param("€[]{}~^\\|", "GSM-7", 18, 1, id="letters that cost two"),
        pytest.param("a" * 159 + "€", "GSM-7", 161, 2, id="a dear letter at the edge"),
        pytest.param("á" * 70, "UCS-2", 70, 1, id="one full part in UCS-2"),
        pytest.param("í" + "a" * 70, "UCS-2", 71, 2, id="one accent makes the whole text dear"),
        pytest.param("ú" * 134, "UCS-2", 134, 2, id="two full parts in UCS-2"),
        pytest.param("ó" * 135, "UCS-2", 135, 3, id="two parts in UCS-2 and a letter"),
        pytest.param("it’s", "UCS-2", 4, 1, id="a curly quote"),
        pytest.param("😀", "UCS-2", 2, 1, id="an emoji is two units"),
    ],
)
def test_counts_as_a_carrier_does(text: str, encoding: str, units: int, parts: int) -> None:
    found = measure(text)
    assert (found.encoding, found.units, found.parts) == (encoding, units, parts)
