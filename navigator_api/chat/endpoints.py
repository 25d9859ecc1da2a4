"""The web chat's door: the page, its messages, and forgetting."""

import secrets
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Header, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.text.language import Language
from bot.text.responses import Reply
from navigator_api.chat.schemas import LONGEST_ID, ChatAnswer, ChatMessage, ChatReply
from navigator_api.chat.sessions import Conversation, Sessions
from navigator_api.chat.turn import Turns
from navigator_api.web.pages import Pages
from navigator_api.web.words import choose_language

CLEAR_BROWSER = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
FormField = Annotated[str, Form()]


class ChatDoor:
    """Answers one message of a browser, which holds the only copy of its conversation's id."""

    def __init__(self, *, turns: Turns, sessions: Sessions) -> None:
        self._turns = turns
        self._sessions = sessions

    async def answer(
        self, given_id: str | None, text: str, page: Language | None
    ) -> tuple[str, Sequence[Reply]]:
        """The id to use from now on, and the replies. An unknown id is replaced, never adopted."""
        conversation_id, conversation = self._find_or_open(given_id)
        conversation.hint = page
        turn = await self._turns.answer(conversation, text, "chat")
        if turn.forget:
            self.forget(conversation_id)
        return conversation_id, (*turn.replies, *turn.pinned)

    def forget(self, conversation_id: str) -> None:
        """Drop a conversation, whether it exists or not."""
        conversation = self._sessions.get(conversation_id)
        if conversation is not None:
            self._sessions.forget(conversation_id)
            self._turns.forget(conversation)

    def _find_or_open(self, given_id: str | None) -> tuple[str, Conversation]:
        found = self._sessions.get(given_id) if given_id else None
        if given_id and found:
            return given_id, found
        fresh_id = secrets.token_urlsafe(16)
        return fresh_id, self._sessions.open(fresh_id)


def router(door: ChatDoor) -> APIRouter:
    """`POST /chat/messages` and `POST /chat/end`."""
    routes = APIRouter(tags=["chat"])

    @routes.post("/chat/messages", summary="Say something; get the replies")
    async def post_message(message: ChatMessage) -> ChatAnswer:
        conversation_id, replies = await door.answer(message.conversation, message.text, message.language)
        return ChatAnswer(conversation=conversation_id, replies=[ChatReply.of(reply) for reply in replies])

    @routes.post("/chat/end", summary="Forget a conversation", status_code=204)
    async def end(conversation: Annotated[str, Form(max_length=LONGEST_ID)] = "") -> Response:
        door.forget(conversation)
        return Response(status_code=204, headers=CLEAR_BROWSER)

    return routes


def page_router(door: ChatDoor, pages: Pages) -> APIRouter:
    """`/chat` for browsers, with and without script; `/` leads there."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def home() -> RedirectResponse:
        return RedirectResponse("/chat", 307)

    @routes.get("/chat")
    async def show_page(
        lang: Annotated[str, Query()] = "", accept_language: Annotated[str, Header()] = ""
    ) -> HTMLResponse:
        return HTMLResponse(pages.chat(choose_language(lang, accept_language)))

    @routes.post("/chat")
    async def post_form(
        text: FormField = "", conversation: FormField = "", lang: FormField = ""
    ) -> HTMLResponse:
        """The same talk for a browser without script: the page again, with the replies on it."""
        language = choose_language(lang, None)
        conversation_id, replies = await door.answer(conversation, text, language)
        return HTMLResponse(pages.chat(language, conversation=conversation_id, replies=replies))

    return routes
