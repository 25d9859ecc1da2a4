"""`make cues`: the points of knowledge/safety/cues.tsv, fitted to the training sentences of both languages.

Logistic regression over the cues that at least two sentences share, one column for any emergency and one for
each class (scikit-learn; seconds). Points are tenths; a cue that nowhere reaches LEAST is left out. The order
and the rounding are fixed, so that the same sentences give the same file.
"""

from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.safety.book import load_book
from knowledge.safety.cues import BIAS, CLASSES, COLUMNS, FILE, UNIT, cues_of
from knowledge.safety.normalise import normalise

SENTENCES = Path(__file__).parent / "data" / "nlu"
CLASS_OF_INTENT = {
    "immediate_danger": "immediate_danger",
    "self_harm": "self_harm",
    "medical_emergency": "medical",
    "cannot_talk_now": "cannot_talk",
}
SHARED_BY = 2
TRUST = 40.0  # the inverse of how strongly points are pulled to nothing
LEAST = 5  # points
HEADER = """\
# Words that add up (see cues.py). Made by `make cues` from bot/data/nlu: change the sentences, not this file.
# A cue, then its points in tenths for: {columns}. ^ and $ are the ends of a message, _ a gap, * any ending.
"""


def read_sentences() -> list[tuple[str, str]]:
    """Every training sentence with its class, or an empty string."""
    rows = []
    for path in sorted(SENTENCES.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            cls = CLASS_OF_INTENT.get(entry["intent"], "")
            rows += [(line[2:], cls) for line in entry["examples"].splitlines()]
    return rows


def fit(rows: list[tuple[str, str]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The cues, their points (a row each, a column for each of COLUMNS), and the bias of the columns."""
    shorthand = load_book().shorthand
    found = [cues_of([token.text for token in normalise(text, shorthand)]) for text, _ in rows]
    counter = CountVectorizer(analyzer=lambda cues: cues, binary=True, min_df=SHARED_BY)
    seen = diags([len(cues) ** -0.5 for cues in found]) @ counter.fit_transform(found).astype(float)
    classes = np.array([cls for _, cls in rows])
    models = [
        LogisticRegression(C=TRUST, solver="liblinear", random_state=0).fit(seen, wanted)
        for wanted in (classes != "", *(classes == cls for cls in CLASSES))
    ]
    points = np.vstack([model.coef_[0] for model in models]).T * UNIT
    bias = np.array([model.intercept_[0] for model in models]) * UNIT
    return list(counter.get_feature_names_out()), np.rint(points).astype(int), np.rint(bias).astype(int)


def lines(cues: list[str], points: np.ndarray, bias: np.ndarray) -> list[str]:
    """The file's lines, the heaviest cue first."""
    rows = [
        (BIAS, bias),
        *((cue, row) for cue, row in zip(cues, points, strict=True) if abs(row).max() >= LEAST),
    ]
    rows[1:] = sorted(rows[1:], key=lambda one: (-abs(one[1]).max(), one[0]))
    return ["\t".join([cue, *map(str, row)]) for cue, row in rows]


if __name__ == "__main__":
    text = HEADER.format(columns=", ".join(COLUMNS)) + "\n".join(lines(*fit(read_sentences()))) + "\n"
    FILE.write_text(text, encoding="utf-8")
