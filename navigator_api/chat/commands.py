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
    "help": Command("help", "en"),
    "info": Command("help", None),
    "ayuda": Command("help", "es"),
    "menu": Command("menu", None),
    "english": Command("language", "en"),
    "espanol": Command("language", "es"),
}


# "Delete this please", "borra todo lo que escribi": with a verb and these words alone, no more is meant.
_VERBS: Mapping[Language, frozenset[str]] = {
    "en": frozenset({"delete", "erase"}),
    "es": frozenset({"borra", "borrar", "borre", "borren", "borralo", "elimina", "eliminar", "elimine"}),
}
_BESIDE: Mapping[Language, frozenset[str]] = {
    "en": frozenset(
        [
            "please",
            "pls",
            "can",
            "you",
            "this",
            "that",
            "it",
            "all",
            "everything",
            "my",
            "the",
            "our",
            "these",
            "of",
            "chat",
            "text",
            "texts",
            "message",
            "messages",
            "conversation",
            "history",
            "now",
        ]
    ),
    "es": frozenset(
        [
            "por",
            "favor",
            "porfa",
            "porfavor",
            "plis",
            "me",
            "puede",
            "esto",
            "eso",
            "todo",
            "toda",
            "lo",
            "la",
            "los",
            "las",
            "mis",
            "de",
            "que",
            "escribi",
            "mande",
            "chat",
            "mensaje",
            "mensajes",
            "texto",
            "textos",
            "conversacion",
            "historial",
            "ya",
        ]
    ),
}


def find_command(text: str) -> Command | None:
    """The command that this whole message is, in any case and accent, or None."""
    said = plain(text)
    return COMMANDS.get(said) or _delete(frozenset(said.split()))


def _delete(words: frozenset[str]) -> Command | None:
    for language, verbs in _VERBS.items():
        if words & verbs and words - verbs <= _BESIDE[language]:
            return Command("delete", language)
    return None


def language_of_answer(word: Language | None, current: Language | None) -> Language | None:
    """A Spanish word is answered in Spanish; an English one yields to the language of the talk."""
    return "es" if word == "es" else current or word
