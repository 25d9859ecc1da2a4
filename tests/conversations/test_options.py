"""Each option under an answer can be picked by its number and by its words, and leads somewhere."""

from collections.abc import Iterator

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import answered_nothing, responses, texting

pytestmark = pytest.mark.e2e

# A list's response and the texts that bring it up.
LISTS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "utter_menu": ("hello there", "MENU"),
        "utter_school_menu": ("my pupil told me she is forced to see men", "MORE"),
        "utter_school_roles": ("my pupil told me she is forced to see men", "MORE", "My role"),
        "utter_screening_ask_choose": ("what kind of aid could someone like me qualify for",),
    },
    "es": {
        "utter_menu": ("buenas noches", "MENU"),
        "utter_school_menu": ("una alumna me dijo que la obligan a ver hombres", "MAS"),
        "utter_school_roles": ("una alumna me dijo que la obligan a ver hombres", "MAS", "Mi puesto"),
        "utter_screening_ask_choose": ("podria yo recibir alguna ayuda del condado",),
    },
}


def rows() -> Iterator[tuple[Language, str, int]]:
    for language, lists in LISTS.items():
        for name in lists:
            for place in range(len(responses().reply(name, language).options)):
                yield language, name, place


@pytest.mark.parametrize(("language", "name", "place"), list(rows()))
def test_an_option_is_picked_by_number_and_by_words(
    puente: Processes, language: Language, name: str, place: int
) -> None:
    by_number, by_words = texting(puente), texting(puente)
    opening = LISTS[language][name]
    titles = tuple(one.title for one in responses().reply(name, language).options)
    assert by_number.say(*opening).options == by_words.say(*opening).options == titles
    answer = by_number.say(str(place + 1))
    assert answer == by_words.say(titles[place].casefold())
    assert answer.text != ""
    assert not answered_nothing(answer, language), answer.text
