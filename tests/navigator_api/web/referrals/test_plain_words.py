"""The words of the card and of the log are as easy to read as those of the texts."""

import pytest

from knowledge.workspace.referral_codes import referral_codes
from navigator_api.web.words import LOCALE, Words
from tests.readability import HARDEST_GRADE, LEAST_EASE, ease, grade, is_passage

TOPICS = ("refcard.", "referrals.")


def ids() -> list[str]:
    text = "".join((LOCALE / "en/LC_MESSAGES" / f"{topic}po").read_text(encoding="utf-8") for topic in TOPICS)
    return [line.split('"')[1] for line in text.splitlines() if line.startswith("msgid") and '""' not in line]


@pytest.mark.parametrize("name", ids())
def test_page_words_are_plain_in_both_languages(name: str) -> None:
    english, spanish = Words.load().of("en")(name), Words.load().of("es")(name)
    assert not is_passage(english) or grade(english) <= HARDEST_GRADE, english
    assert not is_passage(spanish) or ease(spanish) >= LEAST_EASE, spanish
    assert english.count("%(") == spanish.count("%(")


@pytest.mark.parametrize("name", list(referral_codes().steps))
def test_the_steps_of_the_hand_off_are_plain(name: str) -> None:
    step = referral_codes().steps[name]
    assert grade(step.en) <= HARDEST_GRADE, step.en
    assert ease(step.of("es")) >= LEAST_EASE, step.es
