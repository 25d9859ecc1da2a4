"""Reads the reviewed word and signal files into one book, once, when first asked for.

    words/shorthand.yml       texting shorthand and emoji      words/lexicon.<lang>.yml  word classes
    words/parts.<lang>.yml    named parts for & patterns       words/harmless.yml        words taken as spelt
    idioms.yml                phrases whose words are no cue   frames.yml                what lowers a cue
    signals/<class>.<lang>.yml   the signals, each with examples that fire and near misses that it spares

`SignalFileError` names the file and the entry that cannot be read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from knowledge.safety.match import Matcher
from knowledge.safety.normalise import Shorthand, plain
from knowledge.safety.patterns import Grammar, PatternError, Row, said_words
from knowledge.safety.spelling import Speller

HERE = Path(__file__).parent
CLASSES = ("immediate_danger", "self_harm", "medical", "minor_at_risk", "cannot_talk")
LANGUAGES = ("en", "es")


class SignalFileError(ValueError):
    """A word or signal file that cannot be used."""


Sides = tuple[frozenset[int], ...]
"""A pattern as row numbers: for every side of its &, the rows of which one must be found."""


@dataclass(frozen=True)
class SignalEntry:
    """One signal of the files, its patterns as `sides`."""

    id: str
    cls: str
    language: str
    firm: bool
    """Never lowered: the cue itself is a negation or a hint."""
    tags: frozenset[str]
    sides: tuple[Sides, ...]
    fires: tuple[str, ...]
    spares: tuple[str, ...]

    @cached_property
    def rows(self) -> dict[int, list[Sides]]:
        """The patterns that need a row on their first side, by the number of the row."""
        found: dict[int, list[Sides]] = {}
        for sides in self.sides:
            for number in sides[0]:
                found.setdefault(number, []).append(sides)
        return found

    def patterns_with(self, rows: Iterable[int]) -> list[Sides]:
        """The patterns of which a row of the first side is among `rows`, each once."""
        touched = {id(sides): sides for row in rows for sides in self.rows.get(row, ())}
        return list(touched.values())


@dataclass(frozen=True)
class Book:
    """All signals, ready for matching; `frames` and `parts` hold row numbers by name."""

    signals: tuple[SignalEntry, ...]
    signals_by_row: dict[int, frozenset[int]]
    parts: dict[str, frozenset[int]]
    frames: dict[str, frozenset[int]]
    negating: frozenset[int]
    """Rows that hold a negation of their own ("can not breathe")."""
    matcher: Matcher
    idioms: dict[int, frozenset[str]]
    """Row number of an idiom, and the classes of which its words are no cue."""
    shorthand: Shorthand
    speller: Speller


@cache
def load_book() -> Book:
    """The book, read on the first call."""
    return _Compiler().book()


def read_yaml(path: Path) -> Any:
    """A YAML file, by the fast reader where it was built."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        raise SignalFileError(f"{path.name} is not valid YAML: {error}") from error


class _Compiler:
    """Gathers rows and words from the files, then builds the book."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._numbers: dict[str, int] = {}
        self._words: dict[str, set[str]] = {"en": set(), "es": set()}
        self._spelt: dict[str, list[str]] = {}
        self._language = "en"
        self._shorthand = _read_shorthand()
        self._grammar = Grammar(_read_classes(), self._spell)
        self._parts: dict[str, frozenset[int]] = {}

    def book(self) -> Book:
        self._note_classes()
        self._parts = self._named_rows("words/parts.en.yml", "words/parts.es.yml")
        frames = self._named_rows("frames.yml")
        signals = tuple(self._signals())
        idioms = self._idioms()
        negating = frozenset(self._negating(frames["negators"]))
        matcher = Matcher(self._rows)
        by_row = _signals_by_row(signals)
        return Book(
            signals, by_row, self._parts, frames, negating, matcher, idioms, self._shorthand, self._speller()
        )

    def _negating(self, negators: frozenset[int]) -> Iterator[int]:
        words = frozenset(word for n in negators for word in self._rows[n][0].words)
        for number, row in enumerate(self._rows):
            if not words.isdisjoint(said_words(row)):
                yield number

    def _idioms(self) -> dict[int, frozenset[str]]:
        content = read_yaml(HERE / "idioms.yml")
        found: dict[int, frozenset[str]] = {}
        for self._language in LANGUAGES:
            for entry in content[self._language]:
                for pattern in entry["patterns"]:
                    number = self._number(pattern, "idioms.yml")
                    found[number] = found.get(number, frozenset()) | frozenset(entry["classes"])
        return found

    def _signals(self) -> Iterator[SignalEntry]:
        for path in sorted((HERE / "signals").glob("*.yml")):
            content = read_yaml(path)
            self._language = content["language"]
            for entry in content["signals"]:
                yield self._signal(entry, content["class"], path.name)

    def _signal(self, entry: dict[str, Any], cls: str, file: str) -> SignalEntry:
        where = f"signals/{file}, {entry.get('id')}"
        if cls not in CLASSES or not {"id", "patterns", "fires", "spares"} <= entry.keys():
            raise SignalFileError(f"{where}: needs a known class, id, patterns, fires and spares")
        sides = tuple(self._sides(pattern, where) for pattern in entry["patterns"])
        examples = tuple(entry["fires"]), tuple(entry["spares"])
        tags = frozenset(entry.get("tags", ()))
        return SignalEntry(entry["id"], cls, self._language, bool(entry.get("firm")), tags, sides, *examples)

    def _sides(self, pattern: str, where: str) -> tuple[frozenset[int], ...]:
        sides = pattern.split("&")
        if len(sides) > 2:
            raise SignalFileError(f"{where}: pattern {pattern!r} has more than one &; name a part instead")
        return tuple(self._side(side.strip(), where) for side in sides)

    def _side(self, side: str, where: str) -> frozenset[int]:
        if not side.startswith("@"):
            return frozenset({self._number(side, where)})
        if side[1:] not in self._parts:
            raise SignalFileError(f"{where}: part {side} is not in words/parts.*.yml")
        return self._parts[side[1:]]

    def _named_rows(self, *files: str) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for file in files:
            self._language = "es" if ".es." in file else "en"
            for name, patterns in read_yaml(HERE / file).items():
                found.setdefault(name, set()).update(self._number(p, f"{file}, {name}") for p in patterns)
        return {name: frozenset(numbers) for name, numbers in found.items()}

    def _number(self, pattern: str, where: str) -> int:
        if pattern not in self._numbers:
            self._numbers[pattern] = len(self._rows)
            self._rows.append(self._row(pattern, where))
        return self._numbers[pattern]

    def _row(self, pattern: str, where: str) -> Row:
        try:
            return self._grammar.row(str(pattern))
        except PatternError as error:
            raise SignalFileError(f"{where}: {error}") from error

    def _spell(self, word: str) -> list[str]:
        """The word as messages are normalised; noted as known in the language of the file."""
        if word not in self._spelt:
            typed = plain(word)
            self._spelt[word] = self._shorthand.expand.get(typed, typed).split()
        self._words[self._language].update(self._spelt[word])
        return self._spelt[word]

    def _note_classes(self) -> None:
        for language in LANGUAGES:
            self._language = language
            for name in read_yaml(HERE / f"words/lexicon.{language}.yml"):
                self._row(f"<{name}>", f"words/lexicon.{language}.yml")

    def _speller(self) -> Speller:
        known = self._words["en"] | self._words["es"]
        stems = {w[:-1] for w in known if w.endswith("*")}
        words = {w for w in known if not w.endswith("*")}
        spanish = {w.rstrip("*") for w in self._words["es"]}
        return Speller(words, stems, spanish, read_yaml(HERE / "words/harmless.yml"))


def _signals_by_row(signals: tuple[SignalEntry, ...]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for number, entry in enumerate(signals):
        for row in entry.rows:
            found.setdefault(row, set()).add(number)
    return {row: frozenset(numbers) for row, numbers in found.items()}


def _read_shorthand() -> Shorthand:
    content = read_yaml(HERE / "words/shorthand.yml")
    expand = {str(word): str(meaning) for word, meaning in content["expand"].items()}
    also = {str(word): str(meaning) for word, meaning in content["also"].items()}
    emoji = {sign: str(name) for sign, name in content["emoji"].items()}
    lookalikes = {ord(letter): str(latin) for letter, latin in content["lookalikes"].items()}
    units = frozenset(content["units"])
    return Shorthand(expand, emoji, also, lookalikes, units, content["after_number"])


def _read_classes() -> dict[str, list[str]]:
    classes: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name, members in read_yaml(HERE / f"words/lexicon.{language}.yml").items():
            classes.setdefault(name, []).extend(str(member) for member in members)
    return classes
