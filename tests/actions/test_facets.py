import pytest

from actions.facets import asked


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("do they charge anything", "cost"),
        ("cobran algo", "cost"),
        ("are they open on sunday", "hours"),
        ("contestan de noche", "hours"),
        ("whats the number again", "number"),
        ("cual era el numero", "number"),
        ("where are they", "place"),
        ("y ellos donde estan", "place"),
        ("who gives them their money", "funding"),
        ("quien los financia", "funding"),
        ("what are they going to ask me", "asks"),
        ("que me van a preguntar", "asks"),
        ("are you the police", "line_is"),
        ("how long would i be there", "duration"),
        ("se tarda mucho", "duration"),
        ("que documentos llevo", "bring"),
        ("does he get to do that", "legal"),
        ("me pueden despedir", "fired"),
    ],
)
def test_what_is_asked_of_a_thing_told_is_known_by_meaning(text: str, facet: str) -> None:
    assert asked(text) == facet


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i need a bed",
        "where is she",
        "who are you",
        "who pays me",
        "cuanto me deben pagar",
        "que hora es",
        "quien es usted",
        "my boss took my passport and he says i owe him money for the trip and the food",
    ],
)
def test_what_is_about_this_line_the_writer_or_others_is_not(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("so which of these should i be calling first", "which"),
        ("y de esos a cual le llamo yo primero", "which"),
        ("the foreman says he will call ice if i file. and then what", "reported"),
        ("el patron dice que le va a hablar a la migra si reclamo. y entonces que hago", "reported"),
        ("and then what", "next"),
    ],
)
def test_what_is_feared_outweighs_a_question_that_asks_of_anything(text: str, facet: str) -> None:
    assert asked(text) == facet


@pytest.mark.parametrize("text", ["is the library open this saturday", "a que hora abre el dmv"])
def test_the_hours_of_other_places_are_none_of_ours(text: str) -> None:
    assert asked(text) is None
