"""Words that both doors obey at once, when they are the whole message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.text.language import Language
from bot.text.plain import plain

CommandName = Literal["delete", "help", "menu", "language"]


@dataclass(frozen=True)
class Command:
    """`language`: the language of the word, None where both languages write it alike."""

    name: CommandName
    language: Language | None


COMMANDS: Mapping[str, Command] = {
    "delete": Command("delete", "en"),
    "delete everything": Command("delete", "en"),
    "delete all": Command("delete", "en"),
    "borrar": Command("delete", "es"),
    "borra todo": Command("delete", "es"),
    "borrar todo": Command("delete", "es"),
    "borre todo": Command("delete", "es"),
    "help": Command("help", "en"),
    "info": Command("help", None),
    "ayuda": Command("help", "es"),
    "menu": Command("menu", None),
    "english": Command("language", "en"),
    "espanol": Command("language", "es"),
}


def find_command(text: str) -> Command | None:
    """The command that this whole message is, in any case and accent, or None."""
    return COMMANDS.get(plain(text))


def language_of_answer(word: Language | None, current: Language | None) -> Language | None:
    """A Spanish word is answered in Spanish; an English one yields to the language of the talk."""
    return "es" if word == "es" else current or word
