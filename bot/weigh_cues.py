"""`make cues`: the points of knowledge/safety/cues.tsv, fitted to the training sentences of both languages.

Ridge regression over the cues that at least three sentences share, one column for each kind of talk
(scikit-learn; seconds). Points are hundredths; those below LEAST are left out. The order and the rounding are
fixed, so that the same sentences give the same file.
"""

from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge

from bot.text.responses import Responses
from knowledge.safety.book import LANGUAGES, load_book
from knowledge.safety.cues import BIAS, FILE, KINDS, UNIT, cues_of
from knowledge.safety.normalise import normalise

SENTENCES = Path(__file__).parent / "data" / "nlu"
MORE = Path(__file__).parent / "screen"
"""Messages for the cues, by kind of talk. One that the classifier learns too has the kind that stands here:
"is she the victim" and "my girl of 15 is in a motel" have one intent, and one of them tells of a child."""
FOLLOW_UPS = sorted((Path(__file__).parents[1] / "actions").glob("facets.*.yml"))
"""What people ask on about a thing told: short, out of context and harmless. Its `other` is of every kind."""
TOLD_ON, OTHER = "told_on", "other"
WEIGHT_OF_CHOICES = 4  # times that a choice of ours counts: a crisis answer to a menu would be absurd
INTENTS_OF_KIND = {
    "immediate_danger": "immediate_danger",
    "self_harm": "self_harm",
    "medical": "medical_emergency",
    "cannot_talk": "cannot_talk_now",
    "home": "need_shelter need_food_basics ask_shelter_address",
    "health": "need_counseling need_medical_health",
    "law": "need_legal_immigration need_legal_other need_unpaid_wages ask_immigration_risk"
    " provide_immigration_status",
    "work": "need_cash_benefits need_job_training need_case_management ask_tcvap ask_eligibility",
    "tip": "report_tip",
    "signs": "ask_signs_indicators ask_labor_trafficking ask_what_is_trafficking ask_minor_csec"
    " ask_mandated_reporter",
    "child": "school_suspects school_student_disclosed",
    "missing": "need_search_recovery",
    "line": "ask_privacy_confidentiality delete_history stop_messages ask_human bot_challenge"
    " ask_language_switch ask_capabilities ask_hotline",
    "county": "ask_partner_info ask_collaborative ask_data_statistics ask_training_resources ask_source",
    "manners": "greet goodbye thank affirm deny ask_more nonsense provide_age provide_county",
    "other": "out_of_scope",
}
SHARED_BY = 3
TRUST = 0.2  # how strongly points are pulled to nothing; from 0.1 to 0.3 it makes no difference
LEAST = 10  # points
HEADER = """\
# Words that add up (see cues.py). `make cues` makes it from bot/data/nlu, bot/screen and actions/facets.
# A cue, then its points in hundredths, or nothing. ^ and $ are the ends of a message, _ a gap, * any ending.
# (cue)	{kinds}
"""


def read_sentences() -> list[tuple[str, str]]:
    """Every sentence to learn from with its kind of talk; KeyError for an intent that has none."""
    kind_of = {intent: kind for kind, intents in INTENTS_OF_KIND.items() for intent in intents.split()}
    kinds = {}
    for path in sorted(SENTENCES.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            kinds |= {line[2:]: kind_of[entry["intent"]] for line in entry["examples"].splitlines()}
    for path in sorted(MORE.glob("*.yml")):
        for kind, lines in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            kinds |= dict.fromkeys(lines, kind)
    rows = list(kinds.items())
    for path in FOLLOW_UPS:
        asked = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows += [(line, TOLD_ON) for facet, lines in asked.items() if facet != OTHER for line in lines]
    return rows + [(choice, "manners") for choice in sorted(choices()) for _ in range(WEIGHT_OF_CHOICES)]


def choices() -> set[str]:
    """What we offer as an answer, in both languages, alone and after its number."""
    own = Responses.load()
    shown = [own.reply(name, language).options for name in own.names for language in LANGUAGES]
    numbered = [f"{number} {one.title}" for options in shown for number, one in enumerate(options, 1)]
    return {one.title for options in shown for one in options} | set(numbered)


def fit(rows: list[tuple[str, str]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The cues, their points (a row each, a column for each of KINDS), and the bias of the columns."""
    shorthand = load_book().shorthand
    found = [cues_of([token.text for token in normalise(text, shorthand)]) for text, _ in rows]
    counter = CountVectorizer(analyzer=lambda cues: cues, binary=True, min_df=SHARED_BY)
    seen = diags([len(cues) ** -0.5 for cues in found]) @ counter.fit_transform(found).astype(float)
    kinds = np.array([kind for _, kind in rows])
    wanted = np.column_stack([np.where(kinds == kind, 1.0, -1.0) for kind in KINDS])
    model = Ridge(alpha=TRUST, solver="sparse_cg", tol=1e-4).fit(seen, wanted)
    points = np.rint(model.coef_.T * UNIT).astype(int)
    points[abs(points) < LEAST] = 0
    return list(counter.get_feature_names_out()), points, np.rint(model.intercept_ * UNIT).astype(int)


def lines(cues: list[str], points: np.ndarray, bias: np.ndarray) -> list[str]:
    """The file's lines, the heaviest cue first."""
    rows = [(cue, row) for cue, row in zip(cues, points, strict=True) if row.any()]
    rows.sort(key=lambda one: (-abs(one[1]).max(), one[0]))
    return ["\t".join([cue, *(str(n) if n else "" for n in row)]) for cue, row in [(BIAS, bias), *rows]]


if __name__ == "__main__":
    text = HEADER.format(kinds="\t".join(KINDS)) + "\n".join(lines(*fit(read_sentences()))) + "\n"
    FILE.write_text(text, encoding="utf-8")
