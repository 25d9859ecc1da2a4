"""The parts of a message that may ask by themselves: "we had a drill today. do you train staff"."""

import re

from bot.text.plain import plain

# What opens a question in both languages: a closed class, unlike what is asked.
_OPENERS = re.compile(
    r"(?:a poco|"
    r"what|whats|which|who|whos|when|how|why|where|can|could|do|does|did|is|are|am|would|should|may|must"
    r"|will(?! do(?:$| (?:it|that|so|thanks|thx|after|when|tomorrow|later)\b))"
    r"|que(?! (?:le |les |te |la |lo )?(?:pase|pasen|tenga|tengan|este|vaya|descanse|dios))"
    r"|cual|cuales|quien|quienes|cuando|como|cuanto|cuanta|cuantos|cuantas|donde|por que|puedo|puede|pueden"
    r"|podria|es(?! (?:que|q)\b)|son|hay|debo|q|pq|xq|adonde"
    r"|(?:en|a|con|de|para) (?:que|donde|quien|cual|cuales|cuanto)"
    r"|i want to know|wondering|quiero saber|quisiera saber|me gustaria saber)\b"
)
# "They dont tell ice, right" asks; "it is not right" does not.
_CLOSERS = re.compile(r"\w+ \w+ (?:right|correct|verdad|cierto|or no|or not|o no|or what|o que)$")
_AS_SAID = re.compile(
    r"\b(?:not|all|is|its|thats|be|my|the|no|es|la|por|de) (?:right|correct|verdad|cierto)$"
)
_BREAK = re.compile(
    r"[.!?;\n…]+\s*|,\s+|\s+-+\s+|\s+(?=(?:but|anyways?|btw|and|pero|oigan?|por cierto|y)\b)", re.IGNORECASE
)
FEWEST_WORDS = 4  # "is it free" is near to whatever was stored of something free


def of(text: str) -> list[str]:
    """The parts with enough words to mean something alone; none where the message is one part.

    >>> of("this heat, uf. anyway do you have a food bank, thanks")
    ['anyway do you have a food bank']
    >>> of("do you have a food bank in concord")
    []
    """
    return [part for part in parts(text) if len(part.split()) >= FEWEST_WORDS and part != text.strip()]


def parts(text: str) -> list[str]:
    """All parts, however short."""
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def is_question(text: str) -> bool:
    """Whether a message asks: it has a question mark, or begins or ends as questions do.

    >>> is_question("can i clear my record"), is_question("my record, please"), is_question("its free right")
    (True, False, True)
    """
    said = plain(text)
    return (
        "?" in text
        or _OPENERS.match(said) is not None
        or (_CLOSERS.search(said) is not None and not _AS_SAID.search(said))
    )
