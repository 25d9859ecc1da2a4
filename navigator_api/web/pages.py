"""The chat page: rendered without a request, for a form that was posted says its own language."""

from collections.abc import Sequence

from bot.text.language import LANGUAGES, Language
from bot.text.responses import Reply, Responses
from navigator_api.web.site import EXIT_URL, Site

RESPONSES = frozenset({"utter_safety_short"})


class Pages:
    """The chat page in both languages."""

    def __init__(self, site: Site, responses: Responses) -> None:
        self._site = site
        self._responses = responses

    def chat(self, language: Language, *, conversation: str = "", replies: Sequence[Reply] = ()) -> str:
        """The chat page; `replies` are shown when there is no script to fetch them."""
        return self._site.templates.get_template("chat.html").render(
            _=self._site.words(language),
            language=language,
            languages=LANGUAGES,
            conversation=conversation,
            replies=replies,
            exit_url=EXIT_URL,
            numbers=self._responses.reply("utter_safety_short", language).text,
        )
