"""What is said after danger: short news of it ("he is gone", "ya puedo", "no voy a hacer nada").

Such a text names nothing and is no question, so it is read as small talk or as a new danger. What was
answered before tells what it is about: that answer's name is kept with the conversation, and no word of the
person.
"""

from collections.abc import Mapping

from bot.text.responses import Responses
from knowledge.safety.screen import Screening
from navigator_api.chat import crisis
from navigator_api.chat.sessions import Conversation

FREE = "utter_safety_after_watched"

# What was answered to danger -> what is said to news of it. School staff have answers of their own; a writer
# who is watched is forgotten with the answer.
NEXT: Mapping[str, str] = {
    "utter_safety_immediate_danger": "utter_safety_after_danger",
    "utter_safety_self_harm": "utter_safety_after_self_harm",
    "utter_safety_self_harm_other": "utter_safety_after_self_harm_other",
    "utter_safety_medical": "utter_safety_after_medical",
    crisis.TAKEN: "utter_safety_after_medical",
    crisis.MINOR: "utter_safety_after_minor",
    crisis.MINOR_IN_DANGER: "utter_safety_after_minor",
    "utter_safety_minor_other": "utter_safety_after_minor_other",
}
# What Rasa says to a text that it cannot place: small talk, a place, a menu of what there is.
SMALL = frozenset(
    {
        "utter_greet",
        "utter_goodbye",
        "utter_affirm",
        "utter_deny",
        "utter_nonsense",
        "utter_rephrase",
        "utter_out_of_scope",
        "utter_capabilities",
        "utter_provide_county",
        "utter_provide_age",
        "utter_provide_age_minor",
    }
)
# An adult's age: it was no child that the numbers for a minor were given for.
ADULT = "utter_provide_age"
_OF_MINORS = frozenset({crisis.MINOR, "utter_safety_minor_other"})
# Good news: said as such after danger from others, and not to who wished to die or was hurt.
NEWS = "utter_good_news"
_HELPED = frozenset({"utter_safety_immediate_danger", crisis.MINOR_IN_DANGER})
ADULT_OTHER = "utter_safety_after_adult_other"
RESPONSES = SMALL | {FREE, NEWS, ADULT_OTHER, *NEXT.values()}
# Whoever writes of somebody else is not the one who is watched: "she is at a motel with him" is news.
_OF_ANOTHER = frozenset({"utter_safety_minor_other", "utter_safety_self_harm_other"})
_SELF_HARM = frozenset({"utter_safety_self_harm", "utter_safety_self_harm_other"})


def names(responses: Responses, *more: str) -> dict[str, str]:
    """Text to name, of every response that the door may have a better one for."""
    known = crisis.FULL | SMALL | {FREE, NEWS, *more}
    return {responses.reply(name, language).text: name for name in known for language in ("en", "es")}


def keep(conversation: Conversation, name: str) -> None:
    """Note that danger was answered with `name`: the talk that was under way is over.

    Its next question under such an answer would be cruel, and so would what this line costs.
    """
    conversation.options = conversation.offered = ()
    conversation.disclosed = True
    if name in crisis.FULL:
        conversation.danger = name


def is_news(screening: Screening, before: str | None) -> bool:
    """Whether a message that only its words together make urgent tells how the danger before it goes on."""
    if before not in NEXT or not crisis.is_surmised(screening):
        return False
    if before == crisis.MINOR and "immediate_danger" in screening.classes:
        return False  # nothing was urgent before: "we drive to vegas tonight, he took my shoes" is
    new = set(screening.classes) - ({"self_harm"} if before in _SELF_HARM else set())
    return "self_harm" not in new and ("cannot_talk" not in new or before in _OF_ANOTHER)


def may_be_free(screening: Screening) -> bool:
    """Whether a text that sounds like "cannot talk" may as well tell that one can now.

    Whether somebody came or left the words do not tell: their meaning does (`actions/follow_up.py`).
    """
    return screening.classes == ("cannot_talk",) and crisis.is_surmised(screening)


def goes_on(name: str | None, before: str | None) -> bool:
    """Whether what follows the danger `before` is said in place of Rasa's reply `name`."""
    if before not in NEXT or (name == crisis.CANNOT_TALK and before not in _OF_ANOTHER):
        return False
    if name == NEWS:
        return before not in _HELPED
    if name in _SELF_HARM and before not in _SELF_HARM:
        return False
    if name == ADULT and before in _OF_MINORS:
        return False
    return name == FREE or name in SMALL or name in crisis.FULL


def follow(conversation: Conversation) -> str:
    """The name of what goes after the danger answered before; asked for again at once, the short form."""
    again = conversation.danger_followed
    conversation.danger_followed = not again
    return NEXT[conversation.danger] if conversation.danger and not again else crisis.SHORT
