"""Texts that stand in no list: a kind is told by meaning."""

import pytest

from actions.sayings import is_like, says


@pytest.mark.parametrize(
    "text", ["hes out now", "se fue a trabajar", "i think he drove off", "ya se salio", "hes gone i think"]
)
def test_who_is_alone_again_can_talk(text: str) -> None:
    assert is_like("free", text)


@pytest.mark.parametrize(
    "text",
    [
        "cant text he is coming",
        "he might come back",
        "hes still here",
        "no se ha ido",
        "he left but hes coming back",
        "later",
        "ya regreso",
        "le digo que me espere ahi?",
        "i can just text u guys",
        "nomas puedo por mensajes",
    ],
)
def test_who_is_not_alone_is_never_taken_for_free(text: str) -> None:
    assert not is_like("free", text)


@pytest.mark.parametrize(
    "text",
    [
        "why was my wife talking to this number",
        "yo soy el dueño de este telefono que le dijo mi novia",
        "who is this texting marisol",
        "my girl texted u before and i wanna follow up for her",
        "mi señora les escribio hace rato, que les puso",
    ],
)
def test_who_asks_what_another_wrote_is_known(text: str) -> None:
    assert is_like("holder", text)


@pytest.mark.parametrize(
    "text",
    [
        "he saw this number in my phone",
        "mi marido puede ver estos mensajes?",
        "who reads this",
        "what do i tell her",
        "soy su hermana y quiero ayudarla",
        "tengo derecho a abogado",
        "her husband hits her",
        "can you send me that number again",
        "mi esposo y yo buscamos donde dormir",
        "what about my dad. hes on my plan, does he see this",
        "mi papa paga mi cel, el ve lo que escribo?",
        "my husband pays for this phone can he see it",
        "if i text from my wifes phone does she see it",
    ],
)
def test_who_asks_for_themselves_or_for_help_does_not_ask_what_another_wrote(text: str) -> None:
    assert not is_like("holder", text)


@pytest.mark.parametrize("text", ["perdon numero ekivocado", "yo is this marcos", "hola es maria?"])
def test_a_wrong_number_is_known(text: str) -> None:
    assert is_like("wrong", text)


@pytest.mark.parametrize("text", ["who is this", "is this 211", "is there somebody", "hola", "i was wrong"])
def test_a_question_about_this_line_is_no_wrong_number(text: str) -> None:
    assert not is_like("wrong", text)


def test_a_long_text_says_itself_what_it_is_about() -> None:
    assert not is_like("wrong", "wrong number " * 20)


@pytest.mark.parametrize("text", ["i found this phone on bart who is it", "me encontre este celular tirado"])
def test_who_found_a_phone_is_not_its_owner(text: str) -> None:
    assert is_like("holder", text)
    assert not says("free", text)


@pytest.mark.parametrize(
    "text", ["what can i do for my aunt so she can leave him", "como le hago para ayudar a mi vecina"]
)
def test_who_wants_to_help_somebody_is_known(text: str) -> None:
    assert says("helps", text)


@pytest.mark.parametrize("text", ["how do i help my pupil", "what can you do for me", "ocupo que me ayuden"])
def test_who_asks_for_themselves_or_as_staff_is_no_helper(text: str) -> None:
    assert not says("helps", text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("who was my daughter writing to here", True),
        ("me pueden decir si mi hija les ha escrito", True),
        ("who do i ask for when i call", False),
        ("que le digo si me preguntan por ella", False),
    ],
)
def test_who_asks_of_anothers_messages_is_known(text: str, is_one: bool) -> None:
    assert is_like("others", text) is is_one


@pytest.mark.parametrize("text", ["according to who? i need to cite that", "eso de donde lo saca usted"])
def test_who_wants_the_source_is_known(text: str) -> None:
    assert is_like("source", text)


@pytest.mark.parametrize("text", ["ok but yes or no", "entonces es si o no"])
def test_who_wants_a_yes_or_a_no_is_known(text: str) -> None:
    assert is_like("yes_or_no", text)


@pytest.mark.parametrize("text", ["yes please", "no thank you", "si gracias", "he said no"])
def test_a_yes_is_no_such_wish(text: str) -> None:
    assert not is_like("yes_or_no", text)


@pytest.mark.parametrize(
    "text", ["can you give my sister a message in there", "pueden darle un recado a mi hermana ahi"]
)
def test_who_wants_word_sent_to_another_is_known(text: str) -> None:
    assert is_like("others", text)
