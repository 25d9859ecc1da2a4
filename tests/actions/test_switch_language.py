import pytest

from actions.switch_language import SwitchLanguage
from tests.actions.turns import run


@pytest.mark.parametrize(
    ("text", "current", "chosen"),
    [
        ("do you speak spanish", "en", "es"),
        ("habla español", "es", "es"),
        ("in english pls", "es", "en"),
        ("puede ser en inglés?", "es", "en"),
        ("i dont understand this language", "es", "en"),
        ("no entiendo, otro idioma", "en", "es"),
        ("english or spanish, whichever", "en", "es"),
        ("spanish", None, "es"),
    ],
)
def test_sets_the_language_that_is_asked_for_and_tells_the_door(
    text: str, current: str | None, chosen: str
) -> None:
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language=current)
    assert outcome.slots == {"language": chosen}
    assert outcome.notes == {"language": chosen}
    assert outcome.texts == []
