"""Letters and words of messages as numbers: TF-IDF of letter groups inside words, and of words and pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Text

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 5)}
WORDS = {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\S+"}
# A letter group or pair of words that one training sentence alone has says nothing of other messages.
SHARED = {"sublinear_tf": True, "dtype": np.float32, "min_df": 2}


class Spelling:
    """Turns texts into rows whose products are the weighted likenesses of letters and of words."""

    def __init__(self, letters: float, words: float) -> None:
        """`letters`, `words`: the weights. Rows carry their roots, since two rows are multiplied."""
        self._roots = {"letters": np.float32(letters**0.5), "words": np.float32(words**0.5)}
        self._parts = {
            "letters": TfidfVectorizer(**LETTERS, **SHARED),
            "words": TfidfVectorizer(**WORDS, **SHARED),
        }

    def learn(self, texts: List[Text]) -> None:
        """Which letter groups and words there are, and how rare each is."""
        for part in self._parts.values():
            part.fit(texts)

    def rows(self, texts: List[Text]) -> csr_matrix:
        """A row per text."""
        blocks = [part.transform(texts) * self._roots[name] for name, part in self._parts.items()]
        return hstack(blocks, format="csr")

    def save(self, folder: Path) -> None:
        """Two plain files: JSON for the vocabularies, numpy for the rarities."""
        vocabularies = {name: list(part.get_feature_names_out()) for name, part in self._parts.items()}
        (folder / "vocabularies.json").write_text(json.dumps(vocabularies), encoding="utf-8")
        np.savez(folder / "rarities.npz", **{name: part.idf_ for name, part in self._parts.items()})

    def load(self, folder: Path) -> None:
        """Back to what `save` wrote."""
        vocabularies = json.loads((folder / "vocabularies.json").read_text(encoding="utf-8"))
        rarities: Any = np.load(folder / "rarities.npz", allow_pickle=False)
        settings: Dict[Text, Dict[Text, Any]] = {"letters": LETTERS, "words": WORDS}
        for name, setting in settings.items():
            part = TfidfVectorizer(**setting, **SHARED, vocabulary=vocabularies[name])
            part.idf_ = rarities[name].astype(np.float32)
            self._parts[name] = part
