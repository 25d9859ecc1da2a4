"""The shapes of the web chat over HTTP."""

from typing import Annotated, Self

from pydantic import BaseModel, Field

from bot.text.language import Language
from bot.text.responses import Reply
from navigator_api.chat.text import LONGEST_TEXT

LONGEST_ID = 64


class ChatMessage(BaseModel):
    """`conversation`: the id of the last answer, null at first. `language`: of the page, a hint only."""

    conversation: Annotated[str, Field(max_length=LONGEST_ID)] | None = None
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Language | None = None


class ChatReply(BaseModel):
    """One text, and the answers that can be picked instead of typing."""

    text: str
    options: list[str]

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """The same reply for JSON."""
        return cls(text=reply.text, options=[option.title for option in reply.options])


class ChatAnswer(BaseModel):
    """`conversation`: the id to send with the next message; it may have changed."""

    conversation: str
    replies: list[ChatReply]
