"""How well the trained model reads messages that its authors did not see: `make eval` prints it.

The messages stand in tests/conversations, each with its intent and safety class: `heldout` by intent, `whole`
in the proportions of the line. They were written apart from the training sentences and from the signals of
knowledge.safety.
"""

import asyncio
import logging
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Dict, Iterator, List

import structlog
import yaml
from rasa.core.agent import Agent

from knowledge.safety.screen import screen

ROOT = Path(__file__).parents[3]
MODEL = ROOT / "bot" / "models" / "puente.tar.gz"
LANGUAGES = ("en", "es")
COLLECTIONS = ("heldout", "whole")
# The classes a whole text answers by the classifier too; a minor's intent is one of several.
INTENT_OF_CLASS = {
    "immediate_danger": "immediate_danger",
    "self_harm": "self_harm",
    "medical": "medical_emergency",
    "cannot_talk": "cannot_talk_now",
}


@dataclass(frozen=True)
class Reading:
    """One message: what it is, what the model and the screen made of it."""

    collection: str
    language: str
    text: str
    intent: str
    safety: str
    predicted: str
    screened: bool  # the screen saw its class; for `none`: the screen saw any


def read_all() -> List[Reading]:
    """Every message of the collections through the trained model and the screen."""
    # Rasa's debug log prints every message; these are made up, but nobody wants to read them twice.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(str(MODEL))
    return asyncio.run(_read(agent))


async def _read(agent: Agent) -> List[Reading]:
    readings = []
    for collection, language in product(COLLECTIONS, LANGUAGES):
        path = ROOT / "tests" / "conversations" / f"{collection}.{language}.yml"
        for row in yaml.safe_load(path.read_text("utf-8")):
            parsed = await agent.parse_message(row["text"])
            found = screen(row["text"])
            seen = row["safety"] in found.classes if row["safety"] != "none" else bool(found.classes)
            predicted = parsed["intent"]["name"]
            said = (language, row["text"], row["intent"], row["safety"], predicted, seen)
            readings.append(Reading(collection, *said))
    return readings


def accuracy(readings: List[Reading], language: str) -> float:
    """Share of messages whose intent was found."""
    own = [one for one in readings if one.language == language]
    return sum(one.predicted == one.intent for one in own) / len(own)


def recall(readings: List[Reading], language: str, safety: str, *, with_model: bool) -> float:
    """Share of a class that the screen sees, or the screen together with the classifier."""
    own = [one for one in readings if one.language == language and one.safety == safety]
    seen = [one.screened or (with_model and one.predicted == INTENT_OF_CLASS.get(safety)) for one in own]
    return sum(seen) / len(seen)


def false_alarms(readings: List[Reading], language: str) -> float:
    """Share of harmless messages on which the screen fires."""
    own = [one for one in readings if one.language == language and one.safety == "none"]
    return sum(one.screened for one in own) / len(own)


def report(readings: List[Reading]) -> Iterator[str]:
    """The lines of `make eval`."""
    for language in LANGUAGES:
        count = sum(one.language == language for one in readings)
        yield f"{language}: intent {accuracy(readings, language):.3f} of {count} messages"
        for collection in COLLECTIONS:
            part = [one for one in readings if one.collection == collection]
            yield f"    {collection}: {accuracy(part, language):.3f}"
        yield f"    false alarms of the screen {false_alarms(readings, language):.3f}"
        for safety in (*INTENT_OF_CLASS, "minor_at_risk"):
            alone = recall(readings, language, safety, with_model=False)
            both = recall(readings, language, safety, with_model=True)
            yield f"    {safety:17s} recall: screen {alone:.2f}, with the classifier {both:.2f}"
    yield "most frequent confusions:"
    for (meant, read), times in confusions(readings).most_common(15):
        yield f"    {times:3d}  {meant} read as {read}"


def confusions(readings: List[Reading]) -> "Counter[tuple[str, str]]":
    """Intent meant and intent read, where they differ."""
    return Counter((one.intent, one.predicted) for one in readings if one.intent != one.predicted)


def floors() -> Dict[str, float]:
    """What must not be lost: kept in a file so that a change of them is seen."""
    found: Dict[str, float] = yaml.safe_load(Path(__file__).with_name("floors.yml").read_text("utf-8"))
    return found


if __name__ == "__main__":
    for line in report(read_all()):
        sys.stdout.write(line + "\n")
