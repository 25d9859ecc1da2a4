"""What the pages say, from the gettext catalogues; read at start-up, with no build step."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from babel.messages.pofile import read_po

from bot.text.language import LANGUAGES, Language

LOCALE = Path(__file__).with_name("locale")


class BrokenCatalogue(ValueError):
    """A page's word that one of the languages lacks."""


class Words:
    """Page words by language and id."""

    def __init__(self, catalogues: Mapping[Language, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls, directory: Path = LOCALE) -> Self:
        """Read both catalogues. Raises BrokenCatalogue, naming the ids that are missing."""
        catalogues = {language: _read(directory, language) for language in LANGUAGES}
        missing = catalogues["en"].keys() ^ catalogues["es"].keys()
        empty = {name for words in catalogues.values() for name, text in words.items() if not text}
        if missing or empty:
            raise BrokenCatalogue(
                f"{directory}: {', '.join(sorted(missing | empty))} need a text in both messages.po."
            )
        return cls(catalogues)

    def of(self, language: Language) -> Callable[[str], str]:
        """The function a template calls with an id; it raises KeyError for an unknown one."""
        return self._catalogues[language].__getitem__


def _read(directory: Path, language: Language) -> dict[str, str]:
    path = directory / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def choose_language(asked: str | None, accepted: str | None) -> Language:
    """The page's language: `?lang=` wins, then the browser's Accept-Language, then English."""
    wanted = [asked or ""] + [part.split(";")[0] for part in (accepted or "").split(",")]
    for tag in wanted:
        for language in LANGUAGES:
            if tag.strip().lower().split("-")[0] == language:
                return language
    return "en"
