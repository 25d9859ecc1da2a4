"""How much the screen finds, and how often it is wrong, on messages that no signal file repeats."""

from functools import cache
from pathlib import Path

import pytest

from knowledge.safety.book import CLASSES, LANGUAGES, load_book, read_yaml
from knowledge.safety.cues import FIRES, OUT_OF_CONTEXT, load_cues
from knowledge.safety.normalise import normalise
from knowledge.safety.screen import screen, screen_by_patterns

LEAST_RECALL = 0.95
MOST_FALSE_ALARMS = {"harmless": 0.05, "hard_negative": 0.10}


@cache
def messages(kind: str, language: str) -> tuple[str, ...]:
    found = read_yaml(Path(__file__).with_name("development.yml"))
    return tuple(found[kind][language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cls", CLASSES)
def test_finds_nearly_all_of_a_class(cls: str, language: str) -> None:
    texts = messages(cls, language)
    missed = [text for text in texts if cls not in screen(text).classes]
    assert 1 - len(missed) / len(texts) >= LEAST_RECALL, missed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MOST_FALSE_ALARMS)
def test_is_seldom_alarmed_by_what_is_no_crisis(kind: str, language: str) -> None:
    texts = messages(kind, language)
    alarms = [text for text in texts if screen(text).classes]
    assert len(alarms) / len(texts) <= MOST_FALSE_ALARMS[kind], alarms


def test_the_messages_are_many_and_not_those_of_the_signal_files() -> None:
    beside = {text for entry in load_book().signals for text in entry.fires + entry.spares}
    for language in LANGUAGES:
        crises = [messages(cls, language) for cls in CLASSES]
        assert min(map(len, crises)) >= 60
        assert sum(len(messages(kind, language)) for kind in MOST_FALSE_ALARMS) >= 150
        assert beside.isdisjoint(text for texts in crises for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cls", CLASSES)
def test_case_accents_and_invisible_signs_change_nothing(cls: str, language: str) -> None:
    for text in messages(cls, language):
        found = screen(text).classes
        assert screen(text.upper()).classes == found
        assert screen("\u200b".join(text)).classes == found
        assert screen(text.replace("o", "o\u0301")).classes == found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize(
    "harmless", [". thank you", "! gracias.", "\ni live in concord", ". where is the office?"]
)
def test_a_harmless_sentence_after_it_takes_nothing_away(cls: str, language: str, harmless: str) -> None:
    """Nothing that a pattern found, nor what words found that would be enough in a part of a message."""
    found = [text for text in messages(cls, language) if cls in screen(text).classes and _is_plain(text, cls)]
    assert len(found) / len(messages(cls, language)) > 0.8
    assert [text for text in found if cls not in screen(text + harmless).classes] == []


def _is_plain(text: str, cls: str) -> bool:
    margin = load_cues().weigh(normalise(text, load_book().shorthand)).margin
    return cls in screen_by_patterns(text).classes or margin >= FIRES[cls] + OUT_OF_CONTEXT
