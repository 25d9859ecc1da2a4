"""Whole talks: what is asked next is answered about what was told, and nothing is sent twice in a row."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import answered_nothing, texting

pytestmark = pytest.mark.e2e

Asked = tuple[str, str]  # a follow-up, and words of its answer

# Each talk: what is told first, then what is asked of it.
TALKS: dict[Language, tuple[tuple[str, tuple[Asked, ...]], ...]] = {
    "en": (
        (
            "where can me and my baby sleep tonight",
            (("how long can we stay there", "limit on how long"), ("can i bring my cat", "pets")),
        ),
        (
            "my boss at the taqueria hasnt paid me for a month",
            (
                ("how long would that take", "differs from case to case"),
                ("what should i bring", "not need an ID"),
            ),
        ),
        (
            "what is a t visa",
            (("how long is it good for", "4 years"), ("does it cost anything", "no fee")),
        ),
        (
            "i want to know about u visas",
            (("how long is the wait", "is long"), ("what happens if they say no", "immigration court")),
        ),
        (
            "i need food for my family",
            (("im in richmond", "OK, Richmond."), ("give me a different number", "800-670-7273")),
        ),
    ),
    "es": (
        (
            "ocupo donde pasar la noche con mis niños",
            (("aceptan perros", "mascotas"), ("y si no tengo identificacion", "credenciales")),
        ),
        (
            "no me pagan en la limpieza desde agosto",
            (("tarda mucho?", "Depende de cada caso"), ("que necesito llevar", "No hace falta credencial")),
        ),
        ("que es la visa t", (("cuantos años dura", "4 años"), ("tiene costo", "no ha tenido costo"))),
        (
            "informacion de la visa u",
            (("la policia tiene que firmar?", "I-918B"), ("y si me la niegan", "corte migratoria")),
        ),
        (
            "no tenemos que comer",
            (("vivo en antioch", "Bien, Antioch."), ("otro numero", "800-670-7273")),
        ),
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_asked_next_is_about_what_was_told(puente: Processes, language: Language) -> None:
    lacking = {}
    for first, follow_ups in TALKS[language]:
        talk = texting(puente)
        before = talk.say(first)
        for text, words in follow_ups:
            said = talk.say(text)
            if said.lacks(words) or said.text == before.text or answered_nothing(said, language):
                lacking[text] = said.text
            before = said
    assert lacking == {}
