"""How far a visa case is: a thing ("t visa") joined to the stage said beside it ("ya meti la", "pending")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.components.entities_finder import Match, longest

LABEL = "immigration_step"
THING, BEFORE, AFTER, NEGATION = "visa_thing", "visa_stage_before", "visa_stage_after", "visa_negation"
_MOST_BETWEEN = 6  # words


class ImmigrationSteps:
    """Joins things to stages by the tables of entities_immigration_step.yml."""

    def __init__(self, listed: Mapping[str, Any]) -> None:
        """`listed`: `steps` (thing -> stage -> value), `alone`, `between`, `pronouns`, phrase lists."""
        self._steps: Mapping[str, Mapping[str, str]] = listed["steps"]
        self._alone: Mapping[str, str] = listed["alone"]
        self._between, self._pronouns = frozenset(listed["between"]), frozenset(listed["pronouns"])
        self._listed = listed

    def phrase_lists(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Label, value and phrases as written, of things, stages and negations."""
        for label, name in ((THING, "things"), (BEFORE, "stage_before"), (AFTER, "stage_after")):
            for value, phrases in self._listed[name].items():
                yield label, value, phrases
        yield NEGATION, "not", self._listed["negation"]

    def told(self, matches: Iterable[Match], words: Sequence[str]) -> list[Match]:
        """All matches of LABEL: one for each thing, with the words of its stage, and the phrases beside.

        What is said after a thing counts before what is said ahead of it.
        """
        found = list(matches)
        ends = {match.past: match for match in found if match.label == BEFORE}
        starts = {match.first: match for match in found if match.label == AFTER}
        nots = [match for match in found if match.label == NEGATION]
        # A stage may begin inside a negation: "todavia no he" and "he metido".
        denied = {place for match in nots for place in range(match.first + 1, match.past + 1)}
        told = [self._told(thing, ends, starts, denied, words) for thing in found if thing.label == THING]
        told = longest(told)
        taken = {place for match in told for place in range(match.first, match.past)}
        others = (match for match in found if match.label == LABEL)
        return told + [match for match in others if taken.isdisjoint(range(match.first, match.past))]

    def _told(
        self,
        thing: Match,
        ends: Mapping[int, Match],
        starts: Mapping[int, Match],
        denied: set[int],
        words: Sequence[str],
    ) -> Match:
        steps = self._steps[thing.value]
        after = self._near(starts, range(thing.past, len(words)), words, 0)
        before = self._near(ends, range(thing.first, 0, -1), words, -1)
        if after and after.value in steps and not self._denied(thing.first, denied, words):
            if not self._denied(after.first, denied, words):
                return Match(LABEL, steps[after.value], thing.first, after.past)
        elif before and before.value in steps and not self._denied(before.first, denied, words):
            return Match(LABEL, steps[before.value], before.first, thing.past)
        return Match(LABEL, self._alone.get(thing.value, thing.value), thing.first, thing.past)

    def _near(
        self, stages: Mapping[int, Match], places: range, words: Sequence[str], read: int
    ) -> Match | None:
        """The first stage that starts (or ends) at one of the places, over words of `between` alone."""
        for place in places[: _MOST_BETWEEN + 1]:
            if place in stages:
                return stages[place]
            if words[place + read] not in self._between:
                return None
        return None

    def _denied(self, place: int, denied: set[int], words: Sequence[str]) -> bool:
        """Whether a negation ends at a word, or before the pronouns that lead to it."""
        while place > 0 and place not in denied and words[place - 1] in self._pronouns:
            place -= 1
        return place in denied
