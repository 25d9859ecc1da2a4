"""Which intent a message has: by the training sentences that it resembles in letters, words and meaning.

Letters and words are TF-IDF of the message with texting shorthand, accents and stretched letters undone; the
meaning is what the multilingual sentence encoder makes of it as it was sent. No feature comes from the crisis
screen: it knows the sentences that its authors knew, so a classifier that may lean on it learns to be blind
where it is blind (docs/decisions/0013).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from bot.components import kernel_machine, plain_words, spelling
from bot.components.kernel_machine import KernelMachine, Shape, Views
from knowledge import meaning


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LikenessClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking` as Rasa's own classifiers do; confidences are calibrated."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`letters`, `words`, `meaning`: weights of the likenesses; `width`, `ridge`: see kernel_machine."""
        return {"letters": 1.0, "words": 1.0, "meaning": 3.0, "width": 1.0, "ridge": 0.1}

    @staticmethod
    def required_packages() -> List[Text]:
        """Another version of it trains anew."""
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa hashes this class alone; what it is made of counts too."""
        modules = (kernel_machine.__file__, meaning.__file__, plain_words.__file__, spelling.__file__)
        own = hashlib.sha256(b"".join(Path(file).read_bytes() for file in modules)).hexdigest()
        return own + plain_words.source_hash()

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Untrained: it leaves messages alone until `train` or `load`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._spelling = spelling.Spelling(config["letters"], config["words"])
        self._machine: Optional[KernelMachine] = None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LikenessClassifier:
        """Called by Rasa's graph for training."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent, and keep what was learnt."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        if examples:
            self._machine = kernel_machine.fit(
                self._learn_views([one.get(TEXT) for one in examples]),
                [one.get(INTENT) for one in examples],
                shape=Shape(self._config["meaning"], self._config["width"]),
                ridge=self._config["ridge"],
            )
            with self._model_storage.write_to(self._resource) as folder:
                self._spelling.save(folder)
                self._machine.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """The most probable intent and the ranking, for each message that has text."""
        own = [message for message in messages if message.get(TEXT)]
        if own and self._machine:
            rows = self._machine.confidences(self._views([message.get(TEXT) for message in own]))
            for message, row in zip(own, rows):
                ranking = _ranking(self._machine.names, row)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _learn_views(self, texts: List[Text]) -> Views:
        spelt = self._spelling.learn([plain_words.plain_words(text) for text in texts])
        # The encoder's threads each set numpy to one core and back again, in any order: without this, numpy
        # would be left with one core for all that comes after.
        with threadpool_limits(limits=1, user_api="blas"):
            meanings = _meanings(texts)
        return Views(spelt, meanings)

    def _views(self, texts: List[Text]) -> Views:
        plain = [plain_words.plain_words(text) for text in texts]
        return Views(self._spelling.rows(plain), _meanings(texts))

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LikenessClassifier:
        """Called by Rasa's graph for serving; ValueError when nothing was trained under `resource`."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._spelling.load(folder)
            component._machine = KernelMachine.load(folder)
        return component


def _meanings(texts: List[Text]) -> np.ndarray:
    return meaning.encoder(os.cpu_count() or 1)(texts)


def _ranking(names: List[Text], row: np.ndarray) -> List[Dict[Text, Any]]:
    best = np.argsort(-row)[:LABEL_RANKING_LENGTH]
    return [{INTENT_NAME_KEY: names[n], PREDICTED_CONFIDENCE_KEY: float(row[n])} for n in best]
