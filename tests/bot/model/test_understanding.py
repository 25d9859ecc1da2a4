"""The trained model does not fall below the floors, in either language: an average would hide a weak half."""

from typing import List

import pytest

from tests.bot.model.understanding import (
    INTENT_OF_CLASS,
    LANGUAGES,
    Reading,
    accuracy,
    false_alarms,
    floors,
    read_all,
    recall,
)


@pytest.fixture(scope="module")
def readings() -> List[Reading]:
    return read_all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_intents_are_found(readings: List[Reading], language: str) -> None:
    assert accuracy(readings, language) >= floors()["intent_accuracy"]


def test_neither_language_is_left_behind(readings: List[Reading]) -> None:
    assert abs(accuracy(readings, "en") - accuracy(readings, "es")) <= floors()["language_gap"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("safety", sorted(INTENT_OF_CLASS))
def test_emergencies_are_seen_by_the_screen_or_the_classifier(
    readings: List[Reading], language: str, safety: str
) -> None:
    assert recall(readings, language, safety, with_model=True) >= floors()["emergency_recall"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_alone_sees_most(readings: List[Reading], language: str) -> None:
    seen = [recall(readings, language, safety, with_model=False) for safety in INTENT_OF_CLASS]
    assert sum(seen) / len(seen) >= floors()["screen_recall"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_harmless_messages_raise_no_alarm(readings: List[Reading], language: str) -> None:
    assert false_alarms(readings, language) <= floors()["screen_false_alarms"]
