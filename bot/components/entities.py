"""Age, place, immigration step and partner named in a message: a blank spaCy pipeline with an EntityRuler.

Blank, because spaCy's trained models are not on the package index; a ruler over lower-cased, unaccented
words needs no download and forgives one slip in a long word.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, Dict, Iterator, List, Text

import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.tokens import Span

from bot.components.message_entities import add_entities, entity

PATTERNS_FILE = Path(__file__).with_name("entities.yml")
PARTNERS_FILE = Path(__file__).parents[2] / "knowledge" / "facts" / "organizations.yaml"
FUZZY_FROM = 7  # letters; below that a slip too often makes another word
PARTNER_SHORTEST = 3
AGES = range(8, 100)

NUMBER_WORDS = {
    **dict(
        zip(
            [
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ],
            range(8, 20),
        )
    ),
    **dict(
        zip(
            [
                "ocho",
                "nueve",
                "diez",
                "once",
                "doce",
                "trece",
                "catorce",
                "quince",
                "dieciseis",
                "diecisiete",
                "dieciocho",
                "diecinueve",
            ],
            range(8, 20),
        )
    ),
    "twenty": 20,
    "veinte": 20,
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NamedThings(GraphComponent):
    """Adds entities `age`, `place`, `immigration_step` and `partner` (an organization id)."""

    def __init__(self, nlp: Language) -> None:
        """`nlp`: a pipeline whose entities carry the value as `ent_id_`."""
        self._nlp = nlp

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NamedThings:
        """Called by Rasa's graph; reads the patterns and the partners' names."""
        return cls(_pipeline())

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what is found; positions are those of the text as sent."""
        for message in messages:
            text = message.get(TEXT) or ""
            spans = self._nlp(_plain(text)).ents
            add_entities(message, [found for span in spans for found in _entity(span)])
        return messages


def _entity(span: Span) -> Iterator[Dict[Text, Any]]:
    value = _age(span.text) if span.label_ == "age" else span.ent_id_
    if value:
        yield entity(span.label_, value, start=span.start_char, end=span.end_char, extractor="NamedThings")


def _age(words: Text) -> Text:
    """The number in 'tengo 15 anos' as digits; empty when it is no person's age."""
    for word in words.split():
        number = int(word) if word.isdigit() else NUMBER_WORDS.get(word, 0)
        if number in AGES:
            return str(number)
    return ""


def _plain(text: Text) -> Text:
    """Lower case without accents, letter for letter, so that positions stay those of the text."""
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in letters)


def _pipeline() -> Language:
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([*_age_patterns(), *_listed_patterns(), *_partner_patterns()])
    return nlp


def _age_patterns() -> Iterator[Dict[Text, Any]]:
    number = {"TEXT": {"REGEX": "^(" + "|".join(["[0-9]{1,2}", *NUMBER_WORDS]) + ")$"}}
    for before in (
        ["im"],
        ["i'm"],
        ["i", "am"],
        ["tengo"],
        ["tiene"],
        ["age"],
        ["aged"],
        ["edad"],
        ["shes"],
        ["hes"],
        ["cumpli"],
    ):
        yield {"label": "age", "pattern": [*({"TEXT": word} for word in before), number]}
    years = {"TEXT": {"IN": ["years", "year", "yrs", "yr", "yo", "y.o", "anos", "anios", "añitos"]}}
    yield {"label": "age", "pattern": [number, years]}
    yield {"label": "age", "pattern": [{"TEXT": "tengo"}, number, years]}


def _listed_patterns() -> Iterator[Dict[Text, Any]]:
    listed = yaml.safe_load(PATTERNS_FILE.read_text(encoding="utf-8"))
    for label, values in listed.items():
        for value, phrases in values.items():
            for phrase in phrases:
                yield {"label": label, "id": value, "pattern": [_word(word) for word in phrase.split()]}


def _partner_patterns() -> Iterator[Dict[Text, Any]]:
    for organization in yaml.safe_load(PARTNERS_FILE.read_text(encoding="utf-8"))["organizations"]:
        for name in {organization["name"], *organization.get("aliases", ())}:
            # "STAND!" is texted as "stand".
            words = [token.text for token in spacy.blank("xx")(_plain(name)) if not token.is_punct]
            if len(name) >= PARTNER_SHORTEST:
                yield {
                    "label": "partner",
                    "id": organization["id"],
                    "pattern": [_word(word) for word in words],
                }


def _word(word: Text) -> Dict[Text, Any]:
    return {"TEXT": {"FUZZY1": word} if len(word) >= FUZZY_FROM and word.isalpha() else word}
