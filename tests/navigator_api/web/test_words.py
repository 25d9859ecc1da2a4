import pytest

from navigator_api.web.words import LANGUAGES, BrokenCatalogue, Words, choose_language

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{id}"\nmsgstr "{text}"\n'


def write(directory, language: str, name: str, text: str) -> None:
    folder = directory / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(PO.format(id=name, text=text), encoding="utf-8")


def test_both_languages_say_something_of_their_own() -> None:
    words = Words.load()
    assert words.of("en")("compose.send") == "Send"
    assert words.of("es")("compose.send") == "Enviar"


def test_an_unknown_id_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        Words.load().of("en")("no.such.word")


@pytest.mark.parametrize(("name", "text"), [("other", "Hola"), ("greeting", "")])
def test_a_word_that_one_language_lacks_ends_the_start_by_name(name, text, tmp_path) -> None:
    write(tmp_path, "en", "greeting", "Hello")
    write(tmp_path, "es", name, text)
    with pytest.raises(BrokenCatalogue, match="greeting"):
        Words.load(tmp_path)


def test_a_word_that_stands_in_two_files_ends_the_start_by_name(tmp_path) -> None:
    for language in LANGUAGES:
        write(tmp_path, language, "greeting", "Hello")
    folder = tmp_path / "en" / "LC_MESSAGES"
    (folder / "other.po").write_text((folder / "messages.po").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(BrokenCatalogue, match="greeting"):
        Words.load(tmp_path)


def test_the_title_gives_nothing_away() -> None:
    for language in LANGUAGES:
        title = Words.load().of(language)("page.title").lower()
        assert not {"traffick", "trata", "victim", "abus", "police", "refugio"} & set(title.split())


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, None, "en"),
        ("ES", None, "es"),
        (None, "fr, es-419;q=0.5, en;q=0.3", "es"),
        (None, "fr, en-US", "en"),
        ("fr", "es", "es"),
        (None, ",;q=,", "en"),
    ],
)
def test_the_language_that_was_asked_for_wins(asked, accepted, language) -> None:
    assert choose_language(asked, accepted) == language
