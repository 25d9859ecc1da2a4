"""Renders the pages; every value is escaped."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.text.language import Language
from bot.text.responses import Reply, Responses
from navigator_api.web.words import LANGUAGES, Words

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
# A plain page that nobody wonders about; the way out of ours.
EXIT_URL = "https://www.weather.gov"

RESPONSES = frozenset({"utter_disclosure", "utter_safety_short"})


class Pages:
    """The chat page in both languages."""

    def __init__(self, words: Words, responses: Responses) -> None:
        self._words = words
        self._responses = responses
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def chat(self, language: Language, *, conversation: str = "", replies: Sequence[Reply] = ()) -> str:
        """The chat page; `replies` are shown when there is no script to fetch them."""
        return self._templates.get_template("chat.html").render(
            _=self._words.of(language),
            language=language,
            languages=LANGUAGES,
            conversation=conversation,
            replies=replies,
            exit_url=EXIT_URL,
            disclosure=self._responses.reply("utter_disclosure", language).text,
            numbers=self._responses.reply("utter_safety_short", language).text,
        )
