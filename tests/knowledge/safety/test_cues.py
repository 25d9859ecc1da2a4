"""Words that add up: what they say of a message, how sentences are read apart, and what the file must be."""

from array import array

import pytest

from knowledge.safety.book import load_book
from knowledge.safety.cues import (
    BY_ITSELF,
    CLASSES,
    DOUBTS,
    FIRES,
    HARMLESS,
    KINDS,
    MOST_SENTENCES,
    OUT_OF_CONTEXT,
    Cues,
    Weight,
    cues_of,
    load_cues,
    runs,
)
from knowledge.safety.normalise import Token, normalise
from knowledge.safety.screen import WORDS, screen


def weigh(text: str, cues: Cues | None = None) -> Weight:
    return (cues or load_cues()).weigh(normalise(text, load_book().shorthand))


def made(**points: tuple[int, int]) -> Cues:
    """Cues with points for the first emergency and the first harmless kind, and no bias."""
    flat = array("h")
    for first, harmless in points.values():
        row = [0] * len(KINDS)
        row[0], row[len(CLASSES)] = first, harmless
        flat.extend(row)
    places = {cue: number * len(KINDS) for number, cue in enumerate(points)}
    return Cues(places, flat, (0,) * len(KINDS))


def test_the_margin_is_the_heaviest_emergency_before_the_heaviest_harmless_kind() -> None:
    cues = made(gun=(300, 0), film=(0, 500))
    root = len(cues_of(["gun"])) ** 0.5
    assert weigh("gun", cues).margin == pytest.approx(3 / root)
    assert weigh("gun film", cues).margin == pytest.approx(-2 / len(cues_of(["gun", "film"])) ** 0.5)


def test_a_cry_for_help_counts_beside_harmless_sentences() -> None:
    cues = made(gun=(900, 0), film=(0, 2000))
    alone, beside = weigh("gun", cues), weigh("a film. gun", cues)
    assert beside.margin == pytest.approx(alone.margin - OUT_OF_CONTEXT)
    assert beside.cls == CLASSES[0]


def test_a_run_that_hardly_speaks_for_a_class_is_heard_with_its_message() -> None:
    cues = made(gun=(900, 0), eyes=(0, 300), film=(0, 2000))
    story = "and then there was a long quiet film about it"
    first = CLASSES[0]
    alone, beside = weigh("eyes", cues).of(first), weigh(f"eyes. {story}", cues).of(first)
    assert weigh(story, cues).of(first) < beside < alone < BY_ITSELF
    assert weigh("eyes. a film", cues).of(first) == alone
    assert weigh(f"gun. {story}", cues).of(first) == weigh("gun", cues).of(first)


def test_runs_are_of_neighbouring_sentences_and_never_too_many() -> None:
    tokens = [Token(word, number, number) for number, word in enumerate("abcdefg")]
    found = list(runs(tokens))
    assert ["b", "c"] in found
    assert ["a", "c"] not in found
    assert max(map(len, found)) == MOST_SENTENCES


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("he has a knife and he is at my door right now", "immediate_danger"),
        ("tiene una pistola y esta afuera de mi cuarto", "immediate_danger"),
        ("i do not see a reason to be alive tomorrow", "self_harm"),
        ("ya no le hallo sentido a vivir, hoy me voy para siempre", "self_harm"),
        ("my baby is turning blue and wont wake up", "medical"),
        ("mi compañero se cayo y le sale mucha sangre de la cabeza", "medical"),
        ("someone is reading this over my shoulder", "cannot_talk"),
        ("no me escriban mas, ya agarro mi celular", "cannot_talk"),
    ],
)
def test_the_words_alone_tell_an_emergency_and_which(text: str, cls: str) -> None:
    weight = weigh(text)
    assert weight.margin >= FIRES[cls]
    assert weight.cls == cls


@pytest.mark.parametrize(
    "text",
    [
        "my phone died so i charged it at the library and watched the game",
        "el tercer acto de la obra me mato de risa, buenisima",
        "what papers do i bring for calfresh",
        "a que hora abre el banco de comida",
    ],
)
def test_harmless_talk_weighs_against_any_emergency(text: str) -> None:
    assert weigh(text).margin < min(DOUBTS.values())


def test_words_that_fire_say_so() -> None:
    screening = screen("i do not see a reason to be alive tomorrow")
    assert WORDS in {signal.id for signal in screening.signals}
    assert "self_harm" in screening.classes


def test_every_kind_of_talk_has_points_of_its_own() -> None:
    cues = load_cues()
    assert len(cues.points) == len(KINDS) * (len(cues.places) + 1)
    for number, kind in enumerate(KINDS):
        assert max(cues.points[number :: len(KINDS)]) > 50, kind
    assert set(CLASSES).isdisjoint(HARMLESS)
