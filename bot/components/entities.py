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
BEFORE_AGE = ("im", "i'm", "tengo", "tiene", "age", "aged", "edad", "shes", "hes", "cumpli")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NamedThings(GraphComponent):
    """Adds entities `age`, `place`, `immigration_step` and `partner` (an organization id)."""

    def __init__(self, nlp: Language, ages: Dict[Text, int]) -> None:
        """`nlp`: a pipeline whose entities carry the value as `ent_id_`; `ages`: by their words."""
        self._nlp = nlp
        self._ages = ages

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NamedThings:
        """Called by Rasa's graph; reads the patterns and the partners' names."""
        listed = yaml.safe_load(PATTERNS_FILE.read_text(encoding="utf-8"))
        ages = {word: age for age, words in listed["ages"].items() for word in words}
        return cls(_pipeline(listed["entities"], ages), ages)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what is found; positions are those of the text as sent."""
        for message in messages:
            text = message.get(TEXT) or ""
            spans = self._nlp(_plain(text)).ents
            add_entities(message, [found for span in spans for found in self._entity(span)])
        return messages

    def _entity(self, span: Span) -> Iterator[Dict[Text, Any]]:
        value = self._age(span.text) if span.label_ == "age" else span.ent_id_
        if value:
            place = {"start": span.start_char, "end": span.end_char}
            yield entity(span.label_, value, extractor="NamedThings", **place)

    def _age(self, words: Text) -> Text:
        """The number in 'tengo 15 anos' as digits; empty when it is no person's age."""
        for word in words.split():
            number = int(word) if word.isdigit() else self._ages.get(word, 0)
            if number in AGES:
                return str(number)
        return ""


def _plain(text: Text) -> Text:
    """Lower case without accents, letter for letter, so that positions stay those of the text."""
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in letters)


def _pipeline(listed: Dict[Text, Any], ages: Dict[Text, int]) -> Language:
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([*_age_patterns(ages), *_listed_patterns(listed), *_partner_patterns()])
    return nlp


def _age_patterns(ages: Dict[Text, int]) -> Iterator[Dict[Text, Any]]:
    number = {"TEXT": {"REGEX": "^(" + "|".join(["[0-9]{1,2}", *ages]) + ")$"}}
    for before in (["i", "am"], *([word] for word in BEFORE_AGE)):
        yield {"label": "age", "pattern": [*({"TEXT": word} for word in before), number]}
    years = {"TEXT": {"IN": ["years", "year", "yrs", "yr", "yo", "y.o", "anos", "anios", "anitos"]}}
    yield {"label": "age", "pattern": [number, years]}
    yield {"label": "age", "pattern": [{"TEXT": "tengo"}, number, years]}


def _listed_patterns(listed: Dict[Text, Any]) -> Iterator[Dict[Text, Any]]:
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
