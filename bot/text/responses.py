"""Every sentence the assistant can say, read from `bot/domain/responses` as Rasa reads it.

The doors answer from here when no dialogue is needed (danger, STOP, Rasa down), so that a sentence
has one home. English is the unconditioned default; Spanish is conditioned on the slot `language`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.text.language import Language

DOMAIN_RESPONSES = Path(__file__).parents[1] / "domain" / "responses"


class UnknownResponse(KeyError):
    """A response name that no file of `bot/domain/responses` defines."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No response {name!r} in bot/domain/responses: add it there, in both languages.")


class BrokenResponse(ValueError):
    """A response that lacks a language, or is written twice."""


class Option(NamedTuple):
    """An answer that can be picked: `title` is shown, `payload` is what Rasa gets for it.

    A payload that begins with a slash is an intent with its entities (`/choose{"choice": "none"}`), so that
    what was picked is never guessed at; any other is read like a text.
    """

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One text for a person, and the answers offered with it (shown as numbers or buttons)."""

    text: str
    options: tuple[Option, ...] = ()


class Responses:
    """Response name and language to `Reply`."""

    def __init__(self, replies: Mapping[str, Mapping[Language, Reply]]) -> None:
        self._replies = replies

    @classmethod
    def load(cls, directory: Path = DOMAIN_RESPONSES) -> "Responses":
        """Read every `*.yml` under `directory`. Raises BrokenResponse, naming file and response."""
        replies: dict[str, dict[Language, Reply]] = {}
        for path in sorted(directory.glob("*.yml")):
            for name, variations in _responses_in(path):
                if name in replies:
                    raise BrokenResponse(f"{path.name}: {name} is defined twice; keep one.")
                replies[name] = _by_language(path, name, variations)
        return cls(replies)

    @property
    def names(self) -> frozenset[str]:
        """Every response name."""
        return frozenset(self._replies)

    def reply(self, name: str, language: Language) -> Reply:
        """The sentence as it stands in the file, placeholders unfilled. Raises UnknownResponse."""
        try:
            return self._replies[name][language]
        except KeyError:
            raise UnknownResponse(name) from None


def _responses_in(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield from yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items()


def _by_language(path: Path, name: str, variations: list[dict[str, Any]]) -> dict[Language, Reply]:
    found: dict[Language, Reply] = {}
    for variation in variations:
        language = _language_of(variation)
        if language in found:
            raise BrokenResponse(f"{path.name}: {name} has two texts for {language}; keep one.")
        options = tuple(Option(one["title"], one["payload"]) for one in variation.get("buttons", ()))
        found[language] = Reply(variation["text"], options)
    if found.keys() != {"en", "es"}:
        raise BrokenResponse(
            f"{path.name}: {name} needs one text without condition (English) and one for language: es."
        )
    return found


def _language_of(variation: Mapping[str, Any]) -> Language:
    conditions = variation.get("condition", ())
    return "es" if any(c["name"] == "language" and c["value"] == "es" for c in conditions) else "en"
