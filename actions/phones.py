"""How numbers are put into a text: printed, never alone where they must not be, and fitted."""

from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session

from actions import turn
from actions.collaborators import today
from bot.text.language import Language, guess
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import HotlineEntry, WayIn

MOST_PARTS = 2  # segments that the words on one line may take
WAYS = frozenset({"voice", "text"})


def printed(way: WayIn, language: Language) -> str:
    """A number as it is shown; empty in an English list for a code whose word ("AYUDA") asks for Spanish."""
    if way.word is None:
        code = way.kind == "text"
        return turn.sentence("utter_way_code", language, code=way.value) if code else way.printed
    if language == "en" and guess(way.word) == "es":
        return ""
    return turn.sentence("utter_way_text", language, word=way.word, code=way.value)


def all_printed(ways: Iterable[WayIn], language: Language) -> str:
    """Numbers in a row."""
    return ", ".join(shown for way in ways if (shown := printed(way, language)))


def of_line(line: HotlineEntry, language: Language) -> str:
    """The numbers of a line by which people call or text it."""
    return all_printed((way for way in line.numbers if way.kind in WAYS), language)


def who_answers(reaches_law_enforcement: str, language: Language) -> str:
    """In few words, whether police are reached (ids of the taxonomy)."""
    return turn.sentence(f"utter_who_{reaches_law_enforcement}", language)


def beside(session: Session, pairs: Sequence[str], language: Language) -> str:
    """The first of `pairs` (hotline ids), to stand beside a line that is never alone, with who answers it."""
    line = next(iter(queries.hotlines(session, list(pairs), on=today())), None)
    if line is None:
        return ""
    who = who_answers(line.reaches_law_enforcement, language)
    return turn.sentence("utter_services_beside", language, phone=printed(line.numbers[0], language), who=who)


def fullest(forms: Sequence[str], parts: int) -> str:
    """The first form, of ever shorter ones, that so many segments hold; the last when none fits."""
    return next((words for words in forms if measure(words).parts <= parts), forms[-1])


def describe(session: Session, line: HotlineEntry, language: Language) -> str:
    """The numbers, the name, and who answers; of these the fullest form that two segments hold."""
    pairs = [pair.id for pair in line.pair_with]
    second = " " + beside(session, pairs, language) if pairs else ""
    return fullest([f"{words}{second}" for words in _ever_shorter(line, language)], MOST_PARTS)


def _ever_shorter(line: HotlineEntry, language: Language) -> Iterator[str]:
    """Last with the English name: it needs no accents, which double the cost of a text."""
    phone = of_line(line, language)
    short = who_answers(line.reaches_law_enforcement, language)
    full = line.who_answers.of(language).rstrip(".")
    for name, who in ((line.name.of(language), full), (line.name.of(language), short), (line.name.en, short)):
        yield turn.sentence("utter_hotline", language, phone=phone, name=name, who=who)
