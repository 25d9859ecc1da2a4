import pytest

from navigator_api.chat.commands import Command, find_command, language_of_answer


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("HELP", Command("help", "en")),
        ("ayuda!", Command("help", "es")),
        ("Info", Command("help", None)),
        ("menú", Command("menu", None)),
        ("Delete", Command("delete", "en")),
        ("¡Borrar!", Command("delete", "es")),
        ("please erase this chat", Command("delete", "en")),
        ("delete all my messages now", Command("delete", "en")),
        ("Borra esto, por favor", Command("delete", "es")),
        ("borre todo lo que escribí", Command("delete", "es")),
        ("ESPAÑOL", Command("language", "es")),
        ("espanol", Command("language", "es")),
        ("English", Command("language", "en")),
    ],
)
def test_a_whole_message_is_a_command_in_any_case_and_accent(text: str, command: Command) -> None:
    assert find_command(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "help me",
        "how do i delete this",
        "he made me delete it",
        "mi jefe borra los mensajes",
        "necesito ayuda",
        "the menu",
        "i speak english",
        "",
    ],
)
def test_a_word_within_a_message_is_no_command(text: str) -> None:
    assert find_command(text) is None


def test_a_spanish_word_is_answered_in_spanish_and_an_english_one_in_the_language_of_the_talk() -> None:
    assert language_of_answer("es", "en") == "es"
    assert language_of_answer("en", "es") == "es"
    assert language_of_answer("en", None) == "en"
    assert language_of_answer(None, None) is None
