"""Decides, with no model and no network, whether a message tells of a crisis.

Order, and why:
1. Normalise a copy: one pattern then covers typos, leet, emoji and texting shorthand.
2. Match the patterns of both languages: people mix them, and the language of a short text is often
   undecidable.
3. Set aside the cues that need a word of an idiom ("this homework is killing me"); what stands beside
   it still counts, so that an idiom never hides a danger.
4. Lower the cues that are negated, past, supposed or told, each alone. A lowered cue never counts as a
   class, and never takes a class away: the short form of the answer remains for it.
5. Weigh the words (cues.py). Where they speak against a class, its patterns are lowered too; where they
   speak for one, it counts though no pattern fired.
6. Order the classes by urgency.

The screen leans to recall: a false alarm costs one text, a miss may cost a life. Which signals there are
is data (`signals/`, `words/`, `idioms.yml`, `frames.yml`, `cues.tsv`); no word of any language stands here.
The result names signals, never the words that a person wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.safety.book import CLASSES, Book, SignalEntry, load_book
from knowledge.safety.context import Context, read_context
from knowledge.safety.cues import (
    ASKED,
    CALM,
    CALM_LATER,
    DOUBTS,
    FIRES,
    LATER,
    SURE,
    Cues,
    Weight,
    load_cues,
)
from knowledge.safety.cues import CLASSES as EMERGENCIES
from knowledge.safety.match import Span
from knowledge.safety.normalise import Token, normalise
from knowledge.safety.patterns import Text

_FURTHEST = 16
"""Words between the sides of an & pattern: a long message may tell of many things."""

_QUESTION = re.compile(r"[^.!?;\n…]*\?+")
WORDS = "words_add_up"
"""The id of the signal that no pattern gave but the weight of the words."""

Speaker = Literal["staff", "other", "self"]
Found = dict[int, list[Span]]


@dataclass(frozen=True)
class Signal:
    """A signal that fired, by its id in the signal files."""

    id: str
    cls: str
    language: str
    lowered: bool


@dataclass(frozen=True)
class Screening:
    """What a message tells of: `classes` most urgent first; `lowered` deserve the short form only.

    `calm`: the emergencies against which the words as a whole surely speak; for whoever has another opinion.
    """

    classes: tuple[str, ...]
    lowered: tuple[str, ...]
    signals: tuple[Signal, ...]
    speaker: Speaker
    minor_by_age_only: bool
    calm: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Hit:
    entry: SignalEntry
    lowered: bool
    spans: tuple[Span, ...]


def screen(text: str, *, later: bool = False) -> Screening:
    """Screens one message. Pure, for any text; the signal files are read on the first call.

    `later`: a message in the middle of a talk, where words alone must speak more surely for an emergency.
    """
    book = load_book()
    tokens = normalise(text, book.shorthand)
    weight = _weigh(book, tokens)
    hits, context, found = _patterns(book, tokens)
    hushed = _least_of_hushed(book, text, found, later=later)
    hits = tuple(_doubted(hits, weight, {**DOUBTS, "cannot_talk": hushed or DOUBTS["cannot_talk"]}))
    least = LATER if later else FIRES[weight.cls]
    if weight.cls == "cannot_talk":
        least = max(least, hushed or least)
    speaker = _speaker(book, found, context, hits)
    screening = _screening(hits, speaker, _by_weight(weight, hits, least))
    return replace(screening, calm=_calm(weight, CALM_LATER if later else CALM))


def _least_of_hushed(book: Book, text: str, found: Found, *, later: bool) -> float | None:
    """What the words must bring for somebody watched, where that is not told as in any first message.

    In the middle of a talk "she is here with me" is told of many people; a question is seldom a goodbye,
    unless what stands beside it is one; and "i cant call, she checks my phone" asks for another way.
    """
    if later and not found.keys().isdisjoint(book.frames["no_call"]):
        return ASKED if found.keys().isdisjoint(book.frames["stands_by"]) else CALM_LATER
    if "?" in text:
        beside = normalise(_QUESTION.sub(" ", text), book.shorthand)
        if not beside or _weigh(book, beside).of("cannot_talk") < DOUBTS["cannot_talk"]:
            return ASKED
    return CALM_LATER if later else None


def screen_by_patterns(text: str) -> Screening:
    """What the patterns alone make of a message, without the weight of its words: to measure them."""
    book = load_book()
    hits, context, found = _patterns(book, normalise(text, book.shorthand))
    return _screening(hits, _speaker(book, found, context, hits))


def _calm(weight: Weight, least: float) -> frozenset[str]:
    return frozenset(cls for cls in EMERGENCIES if weight.of(cls) < least)


def _weigh(book: Book, tokens: Sequence[Token]) -> Weight:
    """The weight of the words; one that no cue knows counts as the word that it is a slip of ("ezposo")."""
    cues = load_cues()
    known = [replace(token, text=_known(book, cues, token.text)) for token in tokens]
    return cues.weigh(known)


def _known(book: Book, cues: Cues, word: str) -> str:
    if word in cues.places:
        return word
    return next((one for one in sorted(_readings(book, word)) if one in cues.places), word)


def _patterns(book: Book, tokens: tuple[Token, ...]) -> tuple[tuple[_Hit, ...], Context, Found]:
    found, muted = _find(book, tokens)
    context = read_context(book, tokens, found)
    hits = tuple(_hits(book, found, muted, context))
    return hits, context, found


def _screening(hits: tuple[_Hit, ...], speaker: Speaker, more: Sequence[Signal] = ()) -> Screening:
    signals = [Signal(h.entry.id, h.entry.cls, h.entry.language, h.lowered) for h in hits]
    signals += more
    classes = _in_order({s.cls for s in signals if not s.lowered})
    lowered = _in_order({s.cls for s in signals} - set(classes))
    return Screening(classes, lowered, tuple(signals), speaker, _by_age_only(hits))


def _doubted(hits: Iterable[_Hit], weight: Weight, least: Mapping[str, float]) -> Iterator[_Hit]:
    """The hits, lowered where the words as a whole speak against them; a minor who writes is believed."""
    for hit in hits:
        cls = hit.entry.cls
        writes = cls == "minor_at_risk" and "other" not in hit.entry.tags
        doubted = not writes and weight.of(cls) < least[cls]
        yield replace(hit, lowered=True) if doubted else hit


def _by_weight(weight: Weight, hits: Sequence[_Hit], least: float) -> list[Signal]:
    """The class that the words speak for, by that margin; they must be sure where a pattern has spoken.

    It has spoken when it lowered that very class, or one told in the same words, or named another emergency.
    """
    alike = {weight.cls} if weight.cls == "cannot_talk" else set(EMERGENCIES) - {"cannot_talk"}
    named = [hit.entry.cls in alike or not hit.lowered for hit in hits if hit.entry.cls in EMERGENCIES]
    if weight.margin < (max(SURE, least) if any(named) else least):
        return []
    return [Signal(WORDS, weight.cls, "both", lowered=False)]


def _find(book: Book, tokens: tuple[Token, ...]) -> tuple[Found, dict[str, set[int]]]:
    """Spans by row, and per class the words that an idiom takes."""
    readings = [_readings(book, token.text) for token in tokens]
    text = Text(readings, [token.sentence for token in tokens])
    found = book.matcher.find(text)
    muted: dict[str, set[int]] = {cls: set() for cls in CLASSES}
    for number in found.keys() & book.idioms.keys():
        for span in found[number]:
            if tokens[span[0]].sentence == tokens[span[1] - 1].sentence:
                said = book.matcher.said(number, text, span)
                for cls in book.idioms[number]:
                    muted[cls] |= said
    return found, muted


def _readings(book: Book, word: str) -> frozenset[str]:
    also = book.shorthand.also.get(word)
    return frozenset(book.speller.readings(word) | ({also} if also else set()))


def _hits(book: Book, found: Found, muted: dict[str, set[int]], context: Context) -> Iterator[_Hit]:
    touched = {number for row in found for number in book.signals_by_row.get(row, ())}
    for entry in (book.signals[number] for number in sorted(touched)):
        firing = [_spans(sides, found, muted[entry.cls]) for sides in entry.patterns_with(found)]
        firing = [sides for sides in map(_close_by, firing) if all(sides)]
        if firing:
            lowered = not entry.firm and not any(_stands(sides, book, context) for sides in firing)
            yield _Hit(entry, lowered, tuple(span for sides in firing for side in sides for _, span in side))


def _spans(sides: tuple[frozenset[int], ...], found: Found, muted: set[int]) -> list[list[tuple[int, Span]]]:
    """For every side of a pattern, its rows with their spans, without those that an idiom takes."""
    return [
        [(n, span) for n in side for span in found.get(n, ()) if muted.isdisjoint(range(*span))]
        for side in sides
    ]


def _close_by(sides: list[list[tuple[int, Span]]]) -> list[list[tuple[int, Span]]]:
    """Of the sides of an & pattern, the spans that stand near one of the other side."""
    if len(sides) != 2:
        return sides
    near = [{p for _, (s, _) in side for p in range(s - _FURTHEST, s + _FURTHEST + 1)} for side in sides]
    return [[(n, span) for n, span in side if span[0] in near[1 - i]] for i, side in enumerate(sides)]


def _stands(sides: list[list[tuple[int, Span]]], book: Book, context: Context) -> bool:
    """Whether every side of a pattern has a cue that nothing lowers."""
    return all(any(not context.lowers(span, n in book.negating) for n, span in side) for side in sides)


def _in_order(classes: set[str]) -> tuple[str, ...]:
    return tuple(cls for cls in CLASSES if cls in classes)


def _speaker(book: Book, found: Found, context: Context, hits: tuple[_Hit, ...]) -> Speaker:
    if _is_staff(book, found):
        return "staff"
    hits = tuple(hit for hit in hits if not hit.lowered) or hits  # what is denied or past is said of nobody
    own = [hit for hit in hits if "other" not in hit.entry.tags]
    if any(context.concerns_writer(span) for hit in own for span in hit.spans):
        return "self"
    if not found.keys().isdisjoint(book.parts["burden"] | book.parts["carga"]):
        return "self"
    about_other = len(own) < len(hits) or not found.keys().isdisjoint(book.parts["other"])
    return "other" if about_other else "self"


def _is_staff(book: Book, found: Found) -> bool:
    """Whether school or health staff write; "in my class" is also said by a minor, of another."""
    if not found.keys().isdisjoint(book.parts["staff"]):
        return True
    minor = book.parts["writer_minor"] | book.parts["escritor_menor"]
    in_class = not found.keys().isdisjoint(book.parts["in_class"])
    return in_class and found.keys().isdisjoint(minor)


def _by_age_only(hits: tuple[_Hit, ...]) -> bool:
    minor = [hit for hit in hits if hit.entry.cls == "minor_at_risk" and not hit.lowered]
    return bool(minor) and all("age_only" in hit.entry.tags for hit in minor)
