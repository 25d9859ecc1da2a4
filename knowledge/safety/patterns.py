"""The pattern language of the signal files, and its matching.

A pattern is a row of elements over normalised words:

    kill                 that word                    kill|hurt      one of these
    bleed*               any word that begins so      going_to       two words in a row
    <weapon>             a word class of words/lexicon.*.yml; may hold words, stems, rows and classes
    the?                 may be missing               .. and ...     up to 2, up to 4 words between
    ^  $                 beginning, end of a sentence; $ may be one of the choices
    @minor               a part of words/parts.*.yml: any one of its patterns
    @minor & @sold       both, within 16 words, in any order; @part stands only as a side of &, or alone

Gaps stay inside a sentence. Matching walks forward with the set of places reached: no backtracking, and
since gaps are bounded, time grows with the length of the text. Words are normalised as messages are, so
"dont" in a pattern is the row "do not".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_GAPS = {"..": 2, "...": 4}


class PatternError(ValueError):
    """A pattern that cannot be read; the message names the pattern and how to mend it."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step: a word of `words` (or stems with their star), or one of `rows`."""

    words: frozenset[str]
    rows: tuple["Row", ...] = ()
    optional: bool = False
    gap: int = 0
    edge: str = ""
    is_word: bool = field(init=False, compare=False)
    """Whether it takes one of `words`, and nothing else."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_word", not (self.rows or self.optional or self.gap or self.edge))


Row = tuple[Element, ...]
_NOTHING: frozenset[str] = frozenset()
_END = Element(frozenset(), edge="$")


def must_stand(element: Element) -> bool:
    """Whether the element always takes a word, so that a row may begin with it and be found by it."""
    return not (element.gap or element.edge or element.optional or (_END,) in element.rows)


@dataclass(frozen=True)
class Text:
    """A message for matching: what each word may stand for, and the sentence it stands in."""

    readings: Sequence[frozenset[str]]
    sentences: Sequence[int]

    def __len__(self) -> int:
        return len(self.readings)


class Grammar:
    """Reads patterns, given the word classes and how a word is normalised."""

    def __init__(self, classes: Mapping[str, Sequence[str]], spell: Callable[[str], list[str]]) -> None:
        self._classes = classes
        self._spell = spell
        self._ready: dict[str, Element] = {}
        self._same: dict[Element, Element] = {}
        self._open: list[str] = []

    def row(self, pattern: str) -> Row:
        """The elements of a pattern without & and @."""
        elements = tuple(self._one(self._element(item, pattern)) for item in pattern.split())
        solid = [i for i, e in enumerate(elements) if must_stand(e)]
        starts_well = elements and (elements[0].edge == "^" or (solid and solid[0] == 0))
        if not solid or not starts_well or elements[-1].gap:
            raise PatternError(f"pattern {pattern!r}: begin and end it with a word that must be there")
        return elements

    def _one(self, element: Element) -> Element:
        """One object for all equal steps: tens of thousands share a few thousand."""
        return self._same.setdefault(element, element)

    def _element(self, item: str, pattern: str) -> Element:
        if item in _GAPS:
            return Element(frozenset(), gap=_GAPS[item])
        if item in ("^", "$"):
            return Element(frozenset(), edge=item)
        optional = item.endswith("?")
        words: set[str] = set()
        rows: list[Row] = []
        for choice in item.rstrip("?").split("|"):
            if choice == "$":
                rows.append((_END,))
            else:
                self._add_choice(choice, words, rows, pattern)
        return Element(frozenset(words), tuple(rows), optional)

    def _add_choice(self, choice: str, words: set[str], rows: list[Row], pattern: str) -> None:
        if choice.startswith("<") and choice.endswith(">") and "_<" not in choice:
            named = self._named(choice[1:-1], pattern)
            words.update(named.words)
            rows.extend(named.rows)
        elif "_" in choice:
            rows.append(tuple(self._one(self._element(part, pattern)) for part in _parts(choice)))
        elif choice:
            self._add_word(choice, words, rows)
        else:
            raise PatternError(f"pattern {pattern!r}: an empty choice; take out the spare |")

    def _add_word(self, word: str, words: set[str], rows: list[Row]) -> None:
        spelt = self._spell(word)
        if len(spelt) == 1:
            words.update(spelt)
        else:
            rows.append(tuple(self._one(Element(frozenset({part}))) for part in spelt))

    def _named(self, name: str, pattern: str) -> Element:
        if name in self._ready:
            return self._ready[name]
        if name not in self._classes or name in self._open:
            problem = f"class <{name}> is not in words/lexicon.*.yml, or holds itself"
            raise PatternError(f"pattern {pattern!r}: {problem}")
        self._open.append(name)
        words: set[str] = set()
        rows: list[Row] = []
        for member in self._classes[name]:
            self._add_member(str(member), words, rows)
        self._open.pop()
        self._ready[name] = Element(frozenset(words), tuple(rows))
        return self._ready[name]

    def _add_member(self, member: str, words: set[str], rows: list[Row]) -> None:
        if " " in member:
            rows.append(self.row(member))
        else:
            for choice in member.split("|"):
                self._add_choice(choice, words, rows, member)


def _parts(choice: str) -> list[str]:
    """Parts of a row written with _; the _ in a class name is no border."""
    parts, inside = [""], False
    for char in choice:
        inside = char == "<" or (inside and char != ">")
        if char == "_" and not inside:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def said_words(row: Row) -> frozenset[str]:
    """Every word that a row or a row within it may take."""
    own = [element.words for element in row]
    return frozenset().union(*own, *(said_words(inner) for element in row for inner in element.rows))


def ends(row: Row, text: Text, start: int) -> set[int]:
    """Every place where `row`, begun at word `start`, may end (one past its last word)."""
    places = {start}
    for element in row:
        places = _step(element, text, places)
        if not places:
            break
    return places


def words_said(row: Row, text: Text, start: int) -> frozenset[int]:
    """The words that `row`, begun at `start` and known to match, names itself: those in gaps are not."""
    paths: dict[int, frozenset[int]] = {start: frozenset()}
    for element in row:
        further: dict[int, frozenset[int]] = {}
        for place, said in paths.items():
            for end in sorted(_step(element, text, {place})):
                further.setdefault(end, said if element.gap else said | frozenset(range(place, end)))
        paths = further
    return paths[min(paths)]


def _step(element: Element, text: Text, places: set[int]) -> set[int]:
    if element.gap:
        return {q for p in places for q in _across(text, p, element.gap)}
    if element.edge:
        return {p for p in places if _at_edge(text, p, element.edge)}
    reached: set[int] = set(places) if element.optional else set()
    for place in places:
        readings = text.readings[place] if place < len(text.readings) else _NOTHING
        if not element.words.isdisjoint(readings):
            reached.add(place + 1)
        for row in element.rows:
            # Most rows fall at their first word: told here, they cost no call.
            if not (row[0].is_word and row[0].words.isdisjoint(readings)):
                reached |= ends(row, text, place)
    return reached


def _across(text: Text, place: int, most: int) -> list[int]:
    found = [place]
    while len(found) <= most and found[-1] < len(text) and _same_sentence(text, place, found[-1]):
        found.append(found[-1] + 1)
    return found


def _same_sentence(text: Text, place: int, other: int) -> bool:
    return text.sentences[max(place - 1, 0)] == text.sentences[other]


def _at_edge(text: Text, place: int, edge: str) -> bool:
    if place in (0, len(text)):
        return (place == 0) == (edge == "^")
    return text.sentences[place - 1] != text.sentences[place]
