"""What a texted answer to a screening question means: a number of the list, its words, yes, a sum, a year.

The question's options are those of its response; their payloads hold the values that the rules know.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from actions.tables import answer_words
from bot.text.language import LANGUAGES, Language
from bot.text.plain import plain
from bot.text.responses import Option
from knowledge.rules.fields import NONE, NONE_YET, SKIPS, Field

Options = Mapping[Language, Sequence[Option]]

SKIP = "not_sure"  # read by the rules as: unknown, and not to be asked again
CLOSE = 0.8
MOST_WORDS_OF_A_SKIP = 8
MOST_WORDS = 6  # a longer message says more than an answer
_BETWEEN = re.compile(r"[,;/+&]|(?<=\d)\s*\b(?:and|y|e)\b\s*(?=\d)")  # "1, 3", "1 y 3"
_NUMBER = re.compile(r"\d[\d,]*")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def read(kind: str, options: Options, text: str, today: date) -> Any:
    """The value of an answer, SKIP, or None when the message is no answer to this question.

    `kind`: the type of the field. `options`: those of the question, by language.
    """
    said = plain(_BETWEEN.sub(" ", text) if kind == "set" else text)
    if said in answer_words("skip"):
        return SKIP
    chosen = _chosen(options, said)
    return _READERS.get(kind, _nothing)(said, today) if chosen is None else chosen


def passes(text: str) -> bool:
    """Whether a short message leaves a question out in words of its own: "esa prefiero no contestarla"."""
    said = f" {plain(text)} "
    return len(said.split()) <= MOST_WORDS_OF_A_SKIP and any(
        f" {one} " in said for one in answer_words("skip_within")
    )


def complete(field: Field, options: Sequence[Option], chosen: Any) -> Any:
    """A chosen value as the rules take it: for a set, a list that is whole when all its values were shown."""
    if field.type != "set" or chosen == SKIP:
        return chosen
    listed = chosen if isinstance(chosen, list) else [chosen]
    shown = {value for option in options for value in _flat(values(option.payload))}
    whole = field.values.keys() - SKIPS - {NONE, NONE_YET} <= shown
    if listed == [NONE] and not whole:
        return SKIP
    return {"values": listed, "complete": whole}


def payload(choice: str) -> str:
    """The payload that stands for a choice, as the files of responses write it."""
    return f'/choose{{"choice": "{choice}"}}'


def values(payload: str) -> Any:
    """What a payload stands for: true or false, a range of numbers, or value ids."""
    choice = json.loads(payload[payload.index("{") :])["choice"]
    if choice == "skip":
        return SKIP
    if choice in ("yes", "no"):
        return choice == "yes"
    if re.fullmatch(r"\d+-\d+", choice):
        return [int(end) for end in choice.split("-")]
    several: list[str] = choice.split("+")
    return several[0] if len(several) == 1 else several


def _chosen(options: Options, said: str) -> Any:
    by_number = next(iter(options.values()), ())
    telling = [word for word in said.split() if word.isdigit() or word not in answer_words("around")]
    numbers = [int(number) for number in telling if number.isdigit()]
    if numbers and len(numbers) == len(telling) and max(numbers) <= len(by_number) and min(numbers) > 0:
        return _joined(values(by_number[number - 1].payload) for number in numbers)
    titles = {plain(one.title): one for language in LANGUAGES for one in options.get(language, ())}
    return _by_title(titles, said)


def _by_title(titles: Mapping[str, Option], said: str) -> Any:
    """An option named by its words: all of them, or nearly."""
    if len(said.split()) > MOST_WORDS:
        return None
    within = [title for title in titles if re.search(rf"\b{re.escape(title)}\b", said)]
    near = within or get_close_matches(said, titles, n=1, cutoff=CLOSE)
    return values(titles[max(near, key=len)].payload) if near else None


def _joined(found: Iterable[Any]) -> Any:
    """Several values as one list; a single one as it is."""
    listed = list(found)
    if len(listed) == 1:
        return listed[0]
    return [value for one in listed for value in _flat(one) if value != SKIP] or SKIP


def _flat(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _none(said: str, _today: date) -> str | None:
    return NONE if said in answer_words("nothing") else None


def _nothing(_said: str, _today: date) -> None:
    return None


def _boolean(said: str, _today: date) -> bool | None:
    if len(said.split()) > MOST_WORDS:
        return None
    first = said.split()[:1]
    for value, words in ((True, answer_words("yes")), (False, answer_words("no"))):
        if said in words or (first and first[0] in words):
            return value
    return None


def _number(said: str, _today: date) -> list[int] | None:
    """One number, or the first two as a range."""
    found = [int(number.replace(",", "")) for number in _NUMBER.findall(said)]
    if said in answer_words("nothing"):
        found = [0]
    if not found or len(said.split()) > MOST_WORDS:
        return None
    return sorted((found[0], found[min(1, len(found) - 1)]))


def _year(said: str, today: date) -> str | None:
    """A year in digits, or this or last year in words."""
    match = _YEAR.search(said)
    if match:
        return match.group()
    back = next(
        (years for years, words in _years_back().items() if any(word in said for word in words)), None
    )
    return None if back is None else str(today.year - back)


@cache
def _years_back() -> dict[int, frozenset[str]]:
    return {0: answer_words("this_year"), 1: answer_words("last_year")}


_READERS: Mapping[str, Callable[[str, date], Any]] = {
    "boolean": _boolean,
    "number": _number,
    "partial_date": _year,
    "set": _none,
}
