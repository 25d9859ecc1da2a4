"""The words of a reviewed answer, as they are sent."""

from actions.collaborators import directory
from bot.text.language import Language
from knowledge.directory import queries


def words(chosen: str, language: Language, *, on_page: bool = False) -> str:
    """What is sent for an answer id; a page has room for the long form."""
    with directory() as session:
        found = queries.answers(session, [chosen])[0]
    return (found.web if on_page else found.sms).of(language)
