"""Renders the pages; every value is escaped."""

from collections.abc import Sequence

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.text.language import LANGUAGES, Language
from bot.text.responses import Reply, Responses
from navigator_api.web.marks import numbers_whole
from navigator_api.web.site import EXIT_URL, TEMPLATES
from navigator_api.web.words import Words

RESPONSES = frozenset({"utter_safety_short"})


class Pages:
    """The chat page in both languages."""

    def __init__(self, words: Words, responses: Responses) -> None:
        self._words = words
        self._responses = responses
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.filters["numbers_whole"] = numbers_whole

    def chat(self, language: Language, *, conversation: str = "", replies: Sequence[Reply] = ()) -> str:
        """The chat page; `replies` are shown when there is no script to fetch them."""
        return self._templates.get_template("chat.html").render(
            _=self._words.of(language),
            language=language,
            languages=LANGUAGES,
            conversation=conversation,
            replies=replies,
            exit_url=EXIT_URL,
            numbers=self._responses.reply("utter_safety_short", language).text,
        )
