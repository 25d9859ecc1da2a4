"""What a text names: ages, places, steps, partners and the like. Knows nothing of Rasa.

A message becomes words (entities_words), slips are mended, numbers that may be ages are marked
(entities_numbers), and listed phrases are found (entities_finder). What follows from a phrase, such as
the county of a place, is added last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.components.entities_finder import SPARE, Match, Phrase, PhraseFinder
from bot.components.entities_immigration import LABEL as IMMIGRATION
from bot.components.entities_immigration import ImmigrationSteps
from bot.components.entities_numbers import Numbers
from bot.components.entities_partners import names
from bot.components.entities_phrases import PhraseFile, read, shared_words
from bot.components.entities_slips import Slips
from bot.components.entities_words import SENTENCE_END, Word, words_of

AGE, UNDER_18, PLACE, COUNTY, PARTNER = "age", "under_18", "place", "county", "partner"
LISTED = (AGE, UNDER_18, PLACE, IMMIGRATION, PARTNER, "asker", "time", "language_wanted", "kind")
LABELS = (*LISTED, COUNTY)
WHOLE = frozenset(LISTED) - {AGE, IMMIGRATION}  # whose phrases say all by themselves
BOTH = "+"  # between two values that one phrase tells
_NEXT, _FIRST = "next", "first"  # values of entities_age.yml beside "now"
_BARE_AGE_FROM = 10  # a text "8" or "9" may answer a menu


@dataclass(frozen=True)
class Named:
    """One entity: `start` and `end` are character positions in the text as sent."""

    label: str
    value: str
    start: int
    end: int


class NamedReader:
    """Reads texts by the files entities_<label>.yml and the organizations of knowledge/facts."""

    def __init__(self) -> None:
        """Reads the files; ValueError names a phrase that cannot be read or says two things."""
        self._same = shared_words()
        files = {label: read(label, self._same) for label in LISTED}
        self._numbers = Numbers(files[AGE].tables["numbers"])
        self._steps = ImmigrationSteps(files[IMMIGRATION].tables)
        self._county = {place: county for county, places in files[PLACE].values.items() for place in places}
        phrases = [*self._listed(files), *self._partners(files[PARTNER])]
        self._finder = PhraseFinder(phrases)
        self._slips = Slips(self._finder.words | self._same.known | self._numbers.known)

    def read(self, text: str) -> list[Named]:
        """What the text names, in its order."""
        mended_words = [replace(word, text=self._slips.mended(word.text)) for word in words_of(text)]
        words = self._numbers.joined(self._same.words(mended_words))
        mended = self._numbers.marked([word.text for word in words])
        matches = self._finder.find(mended)
        found = [*self._ages(matches, mended, words)]
        whole = [match for match in matches if match.label in WHOLE]
        for match in [*whole, *self._steps.told(matches, mended)]:
            found += self._named(match, words)
        return sorted(found, key=lambda named: (named.start, LABELS.index(named.label)))

    def _named(self, match: Match, words: Sequence[Word]) -> Iterator[Named]:
        start, end = words[match.first].start, words[match.past - 1].end
        for value in match.value.split(BOTH):
            yield Named(match.label, value, start, end)
        if match.label == PLACE:
            yield Named(COUNTY, self._county[match.value], start, end)

    def _ages(
        self, matches: Iterable[Match], mended: Sequence[str], words: Sequence[Word]
    ) -> Iterator[Named]:
        """One for each number in a phrase that tells an age."""
        if self._bare(words):
            yield Named(AGE, str(self._numbers.value(words[0].text)), words[0].start, words[0].end)
            return
        for match in matches:
            if match.label == AGE:
                numbers = [i for i in range(match.first, match.past) if mended[i].startswith("#")]
                for place in numbers[:1] if match.value == _FIRST else numbers:
                    age = self._numbers.value(words[place].text) - (match.value == _NEXT)
                    yield Named(AGE, str(age), words[place].start, words[place].end)

    def _bare(self, words: Sequence[Word]) -> bool:
        """Whether the text is one number, as an answer to a question, with "yrs" or the like at most."""
        said = [word.text for word in words if word.text != SENTENCE_END]
        years = all(word in self._numbers.years for word in said[1:])
        return bool(said) and years and self._numbers.value(said[0]) >= _BARE_AGE_FROM

    def _listed(self, files: dict[str, PhraseFile]) -> Iterator[Phrase]:
        for label, file in files.items():
            by_value = [file.values] if label != PLACE else file.values.values()
            for value, written in (row for rows in by_value for row in rows.items()):
                yield from _phrases(label, value, file, written)
            yield from _phrases(label, SPARE, file, file.spare)
        for label, value, written in self._steps.phrase_lists():
            yield from _phrases(label, value, files[IMMIGRATION], written)

    def _partners(self, file: PhraseFile) -> Iterator[Phrase]:
        for identity, name in names(frozenset(file.tables["only_in_context"])):
            words = [word.text for word in words_of(name) if word.text != SENTENCE_END]
            yield Phrase(PARTNER, identity, tuple(file.same.phrase(" ".join(words)).split()))


def _phrases(label: str, value: str, file: PhraseFile, written: Sequence[str]) -> Iterator[Phrase]:
    for phrase in file.phrases(written):
        yield Phrase(label, value, tuple(file.same.phrase(phrase).split()))
