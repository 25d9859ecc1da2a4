"""What the pages say, from the gettext catalogues (a file a topic); read at start-up, with no build step."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from babel.messages.pofile import read_po

from bot.text.language import LANGUAGES, Language

LOCALE = Path(__file__).with_name("locale")


class BrokenCatalogue(ValueError):
    """A page's word that one of the languages lacks, or that stands in two files."""


class Words:
    """Page words by language and id."""

    def __init__(self, catalogues: Mapping[Language, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls, directory: Path = LOCALE) -> Self:
        """Read both languages' catalogues. Raises BrokenCatalogue, naming the ids that are wrong."""
        catalogues = {language: _read_all(directory / language / "LC_MESSAGES") for language in LANGUAGES}
        missing = catalogues["en"].keys() ^ catalogues["es"].keys()
        empty = {name for words in catalogues.values() for name, text in words.items() if not text}
        if missing or empty:
            raise BrokenCatalogue(
                f"{directory}: {', '.join(sorted(missing | empty))} need a text in both languages' .po files."
            )
        return cls(catalogues)

    def of(self, language: Language) -> Callable[[str], str]:
        """The function a template calls with an id; it raises KeyError for an unknown one."""
        return self._catalogues[language].__getitem__


def _read_all(folder: Path) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        found = _read(path)
        if twice := sorted(words.keys() & found.keys()):
            raise BrokenCatalogue(f"{path}: {', '.join(twice)} stand in another .po file too; keep one.")
        words |= found
    return words


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def choose_language(asked: str | None, accepted: str | None) -> Language:
    """The page's language: `?lang=` wins, then the browser's Accept-Language, then English."""
    wanted = [asked or ""] + [part.split(";")[0] for part in (accepted or "").split(",")]
    for tag in wanted:
        for language in LANGUAGES:
            if tag.strip().lower().split("-")[0] == language:
                return language
    return "en"
