"""Which language to answer in: sticky, so that one English word does not turn a Spanish talk around."""

from bot.text.language import Language, guess

WORDS_TO_SWITCH = 4
LONGEST_TOKEN = 12


def decide(text: str, current: Language | None) -> Language | None:
    """The language after this message; None while nobody can say.

    An established language changes only on a sure guess over four words or more.
    """
    heard = guess(text)
    if current is None:
        return heard
    return heard if heard and len(text.split()) >= WORDS_TO_SWITCH else current


def is_undecidable_token(text: str) -> bool:
    """Whether there is nothing to answer in either language: no letters, or one short word."""
    has_letters = any(letter.isalpha() for letter in text)
    return not has_letters or (len(text.split()) == 1 and len(text) <= LONGEST_TOKEN)
