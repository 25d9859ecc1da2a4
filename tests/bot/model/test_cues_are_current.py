"""The committed points of the screen's words are those of the committed sentences."""

from bot.weigh_cues import INTENTS_OF_KIND, TOLD_ON, fit, lines, read_sentences
from knowledge.safety.cues import FILE, KINDS

MOST_OTHER = 0.002  # of the lines: another processor rounds a few points otherwise


def test_the_points_are_those_of_the_sentences() -> None:
    kept = {line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    made = set(lines(*fit(read_sentences())))
    assert len(kept ^ made) / len(made) <= MOST_OTHER, "the sentences have changed: run `make cues`"


def test_every_kind_of_talk_has_its_intents() -> None:
    assert {*INTENTS_OF_KIND, TOLD_ON} == set(KINDS)
