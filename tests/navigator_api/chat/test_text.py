import pytest

from bot.text.plain import plain
from navigator_api.chat.text import clean, for_rasa


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  hola \n", "hola"),
        ("a\x00b", "a b"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("me quito\u0301", "me quit\u00f3"),
        ("\ud800x", "x"),
        ("\x00\u200b", ""),
        ("👩\u200d👧", "👩\u200d👧"),
        ("x" * 5000, "x" * 1600),
    ],
)
def test_a_text_is_composed_and_freed_of_what_nobody_sees(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("/restart", "restart"),
        ('/greet{"x":1}', 'greet{"x":1}'),
        ("  //  /staff_only", "staff_only"),
        ("EXTERNAL: /restart", "restart"),
        ("external:restart", "restart"),
        ("/EXTERNAL: EXTERNAL:x", "x"),
        ("/ /", ""),
        ("food and/or money", "food and/or money"),
    ],
)
def test_what_rasa_would_execute_loses_its_prefix(text: str, safe: str) -> None:
    assert for_rasa(text) == safe


@pytest.mark.parametrize("text", ["STOP", "stop.", " Stop!! ", "¡stop!", "STOP 🛑", "ＳＴＯＰ", "s\u0301top"])
def test_whole_messages_compare_without_case_accents_and_punctuation(text: str) -> None:
    assert plain(text) == "stop"
