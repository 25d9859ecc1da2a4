"""One message in, the replies out: the same path for texts and for the web chat.

Order: keywords that erase, danger, other keywords, then Rasa. Everything before Rasa answers from reviewed
files, with no model, no database and no waiting.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.text.language import Language, guess
from bot.text.responses import Reply, Responses
from bot.text.segments import measure
from knowledge.safety.screen import Screening
from navigator_api import log
from navigator_api.chat import after, crisis, to_rasa
from navigator_api.chat.commands import Command, find_command, language_of_answer
from navigator_api.chat.language import decide, is_undecidable_token
from navigator_api.chat.rasa_client import RasaAnswer, RasaClient, RasaUnavailable
from navigator_api.chat.sessions import Clock, Conversation
from navigator_api.chat.text import clean, for_rasa

Door = Literal["sms", "chat"]
Kind = Literal["keyword", "crisis", "answer", "list", "fallback"]

UNDER_18 = '/provide_age{"under_18": "true"}'
# What Rasa says to one word that it cannot use: less than the bilingual welcome says.
NO_MORE_THAN_WELCOME = frozenset(
    {"utter_greet", "utter_affirm", "utter_deny", "utter_nonsense", "utter_rephrase", "utter_out_of_scope"}
)
FIRST_PARTS = 2
HELD = "utter_not_told"  # what somebody hears who asks what was written from another person's phone
STOPPED, HOW_TO_ERASE = "utter_stop_messages", "utter_delete_history"
# How to end it or to erase it tells them nothing of anybody, and its owner may be the one who asks.
FOR_HOLDERS = frozenset({STOPPED, HOW_TO_ERASE, after.FREE})
AGE_TOLD = "utter_safety_minor_age"
RESPONSES = (
    crisis.RESPONSES
    | after.RESPONSES
    | NO_MORE_THAN_WELCOME
    | {
        HELD,
        STOPPED,
        HOW_TO_ERASE,
        AGE_TOLD,
        "utter_both_welcome",
        "utter_both_hello",
        "utter_both_unavailable",
        "utter_unavailable",
        "utter_sms_help",
        "utter_menu",
        "utter_deleted",
        "utter_language_switched",
        "utter_no_text",
    }
)


class Screen(Protocol):
    """The crisis screen; `later`: the talk is under way."""

    def __call__(self, text: str, *, later: bool) -> Screening:
        """What the text tells of."""
        ...


@dataclass(frozen=True)
class Turn:
    """The replies in order; `pinned`, the numbers that go after them whatever else is cut.

    `forget`: the door drops the session after sending this.
    """

    replies: tuple[Reply, ...]
    kind: Kind
    pinned: tuple[Reply, ...] = ()
    forget: bool = False


class Turns:
    """Answers messages; `clock` in seconds, `screen` the crisis screen, `unanswered` counts a topic."""

    def __init__(
        self,
        *,
        responses: Responses,
        rasa: RasaClient,
        screen: Screen,
        clock: Clock,
        unanswered: Callable[[Language, str], None],
    ) -> None:
        self._responses = responses
        self._rasa = rasa
        self._screen = screen
        self._clock = clock
        self._count_unanswered = unanswered
        self._names = after.names(responses, HELD, STOPPED, HOW_TO_ERASE, *crisis.STAFF_STEPS)

    async def answer(self, conversation: Conversation, text: str, door: Door) -> Turn:
        """Answer one message as it came in. Never raises, never empty."""
        try:
            turn, classes = await self._answer(conversation, clean(text), door)
        except Exception as error:
            # A mistake of ours must not leave a person without a number to reach.
            log.logger().error("turn_failed", door=door, error=type(error).__name__)
            return self._fallback(conversation)
        language = conversation.answers_in
        log.logger().info("turn", door=door, kind=turn.kind, language=language, classes=classes)
        return turn

    async def _answer(
        self, conversation: Conversation, text: str, door: Door
    ) -> tuple[Turn, tuple[str, ...]]:
        screening = self._screen(text, later=conversation.is_under_way)
        turn = self._at_once(conversation, text, screening)
        if turn is None:
            turn = await self._from_rasa(conversation, text, screening, door)
        return turn, screening.classes

    def forget(self, conversation: Conversation) -> None:
        """Let Rasa forget it too; nobody waits for that."""
        if conversation.rasa_knows:
            self._rasa.forget_soon(conversation.rasa_id)

    def _at_once(self, conversation: Conversation, text: str, screening: Screening) -> Turn | None:
        """The answer that needs nobody else, or None."""
        if not text:
            return self._no_text(conversation)
        command = find_command(text)
        if command and command.name == "delete":
            return self._deleted(conversation, command)
        if not command:
            conversation.language = decide(text, conversation.language)
        danger = self._danger(conversation, text, screening)
        if danger:
            return danger
        if command:
            return self._command(conversation, command)
        return self._unasked(conversation, text, screening)

    def _unasked(self, conversation: Conversation, text: str, screening: Screening) -> Turn | None:
        """What needs no question to Rasa: a stranger without a word."""
        if _is_stranger(conversation, screening) and not any(map(str.isalpha, for_rasa(text))):
            return self._welcome(conversation)
        return None

    def _no_text(self, conversation: Conversation) -> Turn:
        known = conversation.answers_in
        languages: tuple[Language, ...] = (known,) if known else ("en", "es")
        return Turn(tuple(self._say("utter_no_text", language) for language in languages), "answer")

    def _deleted(self, conversation: Conversation, command: Command) -> Turn:
        language = language_of_answer(command.language, conversation.answers_in)
        return Turn((self._say("utter_deleted", language),), "keyword", forget=True)

    def _danger(self, conversation: Conversation, text: str, screening: Screening) -> Turn | None:
        """The answer to danger or to news of it; None when nothing is urgent, or Rasa knows better."""
        if after.is_news(screening, conversation.danger):
            return self._followed(conversation)
        if after.may_be_free(screening) or crisis.is_company(screening, conversation.told):
            return None
        if conversation.told == "holder" and screening.classes == ("cannot_talk",):
            return None  # who holds another's phone is not the one who is watched
        urgent = crisis.answers_at_once(screening, conversation.crises, self._clock())
        return self._crisis(conversation, text, screening) if urgent else None

    def _crisis(self, conversation: Conversation, text: str, screening: Screening) -> Turn:
        """In the language of this very message, were it one word."""
        now = self._clock()
        name = crisis.response_for(screening, conversation.crises, now, conversation.told)
        name = crisis.of_watched(name, conversation.danger, text)
        if name != crisis.SHORT:
            conversation.crises[screening.classes[0]] = now
        conversation.told = crisis.told(screening, name, conversation.told)
        conversation.rasa_knows_age = False
        self.forget(conversation)
        after.keep(conversation, name)
        reply = self._say(name, guess(text) or conversation.answers_in)
        return Turn((reply,), "crisis", forget=crisis.must_be_brief(screening))

    def _followed(self, conversation: Conversation) -> Turn:
        name = after.follow(conversation)
        after.keep(conversation, name)
        return Turn((self._say(name, conversation.answers_in),), "crisis")

    def _command(self, conversation: Conversation, command: Command) -> Turn:
        language = language_of_answer(command.language, conversation.answers_in)
        if command.name == "language":
            conversation.language = command.language
            return Turn((self._say("utter_language_switched", command.language),), "keyword")
        if command.name == "help":
            conversation.disclosed = True
            conversation.hear_keyword(command.language)
            return Turn((self._say("utter_sms_help", language),), "keyword")
        return self._menu(conversation)

    def _menu(self, conversation: Conversation) -> Turn:
        if conversation.answers_in is None and not conversation.welcomed:
            return self._welcome(conversation)
        menu = self._say("utter_menu", conversation.answers_in)
        conversation.options = conversation.offered = menu.options
        return Turn((menu,), "answer")

    def _welcome(self, conversation: Conversation) -> Turn:
        conversation.welcomed = conversation.disclosed = True
        return Turn((self._say("utter_both_welcome", "en"),), "keyword")

    async def _from_rasa(
        self, conversation: Conversation, text: str, screening: Screening, door: Door
    ) -> Turn:
        message = to_rasa.message(conversation, text)
        if not message:
            return self._held(conversation) if conversation.told == "holder" else self._menu(conversation)
        word = _is_stranger(conversation, screening) and is_undecidable_token(text)
        is_first = not (conversation.rasa_knows or conversation.disclosed)
        first = ("greeted" if word else "bare") if is_first else None
        known = to_rasa.metadata(conversation, door, first)
        answer = await self._ask_in_order(conversation, message, known)
        if conversation.told == "holder":
            return self._to_holder(conversation, answer)
        if answer is not None and answer.unanswered:
            self._count_unanswered(conversation.answers_in or guess(text) or "en", answer.unanswered)
        if word:
            return self._welcome_with(conversation, answer)
        if answer is None and screening.classes:
            return self._crisis(conversation, text, screening)
        if answer is None:
            return self._fallback(conversation)
        placed = self._in_place(conversation, text, screening, answer)
        return placed or self._answered(conversation, screening, answer, is_first=is_first)

    def _in_place(
        self, conversation: Conversation, text: str, screening: Screening, answer: RasaAnswer
    ) -> Turn | None:
        """What is said where the door knows more than Rasa: of the danger before, of who writes."""
        name = self._names.get(answer.replies[0].text) if len(answer.replies) == 1 else None
        if after.goes_on(name, conversation.danger):
            return self._followed(conversation)
        if name == "utter_provide_age_minor" and screening.minor_by_age_only and screening.speaker == "self":
            conversation.told, conversation.rasa_knows_age = "minor", True
            return Turn((self._say(AGE_TOLD, conversation.answers_in),), "answer")
        if name in crisis.FULL or name == after.FREE:
            said = crisis.of_watched(name, conversation.danger, text)
            replies = answer.replies if said == name else (self._say(said, conversation.answers_in),)
            after.keep(conversation, said)
            return Turn(replies, "crisis", forget=name == crisis.CANNOT_TALK)
        if name == HELD:
            return self._held(conversation)
        if name == after.ADULT and conversation.told != "staff":
            of_another = conversation.told == "other"
            conversation.danger = conversation.told = None
            if of_another:
                return Turn((self._say(after.ADULT_OTHER, conversation.answers_in),), "answer")
        conversation.told = "staff" if name in crisis.STAFF_STEPS else conversation.told
        return None

    def _to_holder(self, conversation: Conversation, answer: RasaAnswer | None) -> Turn:
        """What whoever holds another's phone hears: one text, unless it is to end or its owner is back."""
        name = self._names.get(answer.replies[0].text) if answer and len(answer.replies) == 1 else None
        self.forget(conversation)
        if answer is None or name not in FOR_HOLDERS:
            return self._held(conversation)
        conversation.told = None if name == after.FREE else conversation.told
        return Turn(answer.replies, "answer")

    def _held(self, conversation: Conversation) -> Turn:
        """Nothing of what was told before may help whoever holds the phone, or come up again."""
        conversation.told, conversation.options, conversation.offered = "holder", (), ()
        self.forget(conversation)
        return Turn((self._say(HELD, conversation.answers_in),), "answer")

    def _answered(
        self, conversation: Conversation, screening: Screening, answer: RasaAnswer, *, is_first: bool
    ) -> Turn:
        turn = _turn(conversation, answer)
        if conversation.told is None and screening.minor_by_age_only and screening.speaker == "self":
            conversation.told = "minor"  # a minor's age beside a question is told to Rasa with the next one
        if is_first and answer.may_be_cut:
            turn = replace(turn, kind="answer")
        if not crisis.wants_numbers(screening, _shown(turn.replies)):
            return turn
        return replace(turn, pinned=(self._say(crisis.SHORT, conversation.answers_in),))

    def _welcome_with(self, conversation: Conversation, answer: RasaAnswer | None) -> Turn:
        """What a stranger's one word got ("tcvap") under a greeting in both languages, else that alone."""
        small = {self._say(name, "en").text for name in NO_MORE_THAN_WELCOME}
        if answer is None or all(reply.text in small for reply in answer.replies):
            return self._welcome(conversation)
        turn = _turn(conversation, answer)
        words = "\n".join((self._say("utter_both_hello", "en").text, *(one.text for one in turn.replies)))
        if not answer.is_list and measure(words).parts > FIRST_PARTS:
            return turn
        self._welcome(conversation)
        # One reply, so that the greeting stays whole and lines go from the end of a list under it.
        return Turn((Reply(words, conversation.options),), "answer")

    async def _ask_in_order(
        self, conversation: Conversation, message: str, known: Mapping[str, str]
    ) -> RasaAnswer | None:
        """One sender's messages reach Rasa one after another; waiting counts against the deadline."""
        deadline = self._rasa.deadline_at()
        conversation.rasa_knows = True
        try:
            async with asyncio.timeout_at(deadline):
                await conversation.lock.acquire()
        except TimeoutError:
            return None
        try:
            return await self._ask(conversation, message, known, deadline)
        except RasaUnavailable:
            return None
        finally:
            conversation.lock.release()

    async def _ask(
        self, conversation: Conversation, message: str, metadata: Mapping[str, str], deadline: float
    ) -> RasaAnswer:
        """Ask Rasa; first tell it, once, that a minor writes who said so to the door alone."""
        if conversation.told == "minor" and not conversation.rasa_knows_age:
            await self._rasa.ask(conversation.rasa_id, UNDER_18, metadata, deadline)
            conversation.rasa_knows_age = True
        return await self._rasa.ask(conversation.rasa_id, message, metadata, deadline)

    def _fallback(self, conversation: Conversation) -> Turn:
        if conversation.answers_in is None:
            return Turn((self._say("utter_both_unavailable", "en"),), "fallback")
        return Turn((self._say("utter_unavailable", conversation.answers_in),), "fallback")

    def _say(self, name: str, language: Language | None) -> Reply:
        return self._responses.reply(name, language or "en")


def _is_stranger(conversation: Conversation, screening: Screening) -> bool:
    """Whether nobody was greeted yet, nothing tells the language, and nothing is urgent."""
    greeted = conversation.welcomed or conversation.answers_in is not None
    return not greeted and not (screening.classes or screening.lowered)


def _turn(conversation: Conversation, answer: RasaAnswer) -> Turn:
    """Rasa's answer as a turn; its options are kept to be picked."""
    conversation.language = answer.language or conversation.language
    conversation.options = tuple(option for reply in answer.replies for option in reply.options)
    conversation.offered = () if answer.once else conversation.options or conversation.offered
    return Turn(answer.replies, "list" if answer.is_list else "answer")


def _shown(replies: Iterable[Reply]) -> str:
    return "\n".join(line for one in replies for line in (one.text, *(f"1 {it.title}" for it in one.options)))
