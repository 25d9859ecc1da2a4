"""What the screen decides, and what nothing may change about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.safety.book import CLASSES, load_book, read_yaml
from knowledge.safety.cues import CLASSES as EMERGENCIES
from knowledge.safety.cues import LATER, load_cues
from knowledge.safety.normalise import normalise
from knowledge.safety.screen import WORDS, screen

MUST_FIRE = [
    ("he is going to kill me", "immediate_danger"),
    ("stop him please he has a gun", "immediate_danger"),
    ("me va a matar", "immediate_danger"),
    ("nos tienen encerradas y no nos dejan salir", "immediate_danger"),
    ("me quiero morir", "self_harm"),
    ("me quiero matar", "self_harm"),
    ("end my life", "self_harm"),
    ("she took a whole bottle of pills and wont wake up", "medical"),
    ("no respira, ayudenme", "medical"),
    ("im 15 and my bf makes me see men", "minor_at_risk"),
    ("a student told me she is being sold, what do i do", "minor_at_risk"),
    ("una alumna me conto que la obligan", "minor_at_risk"),
    ("he is here cant talk", "cannot_talk"),
    ("no puedo hablar, esta aqui", "cannot_talk"),
]
HARMLESS = [
    "help",
    "ayuda",
    "nesesito un lugar para dormir esta noche",
    "my boss took my passport and wont pay me",
    "mi jefe no me paga y me quito el pasaporte",
    "what is tcvap",
    "califico para ayuda si no tengo papeles",
    "who is community violence solutions",
    "condado de contra costa",
    "where is the shelter",
    "are you the police",
    "STOP",
    "ALTO",
    "pizza near me",
    "?",
    "",
    "this homework is killing me",
    "me muero de risa",
    "my phone is dying",
    "i cant stop crying",
    "gotta go, talk later",
]


@pytest.mark.parametrize(("text", "cls"), MUST_FIRE)
def test_an_emergency_is_seen(text: str, cls: str) -> None:
    assert cls in screen(text).classes


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_message_is_left_alone(text: str) -> None:
    assert screen(text).classes == ()


@pytest.mark.parametrize(
    "text",
    [
        "HE IS GOING TO KILL ME",
        "he is going to k1ll me",
        "he is go​ing to kill me",
        "he is going to kiiiill me",
        "he is gonna kill me",
        "hе is going to kill me",
        "he is going to k i l l  me",
    ],
)
def test_a_disguise_hides_nothing(text: str) -> None:
    assert "immediate_danger" in screen(text).classes


def test_the_most_urgent_class_comes_first() -> None:
    classes = screen("he has a gun and i want to die, im 15").classes
    assert classes == tuple(sorted(classes, key=CLASSES.index))
    assert len(classes) >= 2


@pytest.mark.parametrize(
    "text", ["i am not suicidal", "last year he tried to kill me but im safe now", "no me quiero morir"]
)
def test_what_is_denied_or_over_is_lowered_and_not_forgotten(text: str) -> None:
    found = screen(text)
    assert found.classes == ()
    assert found.lowered != ()


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("the rancher owes us all, we are 12 the same", False),
        ("we are 15 and 16 and he sells us", True),
        ("me and my friend are 15, he sells us", True),
    ],
)
def test_a_headcount_is_no_age(text: str, minor: bool) -> None:
    assert ("minor_at_risk" in screen(text).classes) is minor


def test_an_idiom_or_a_denial_never_hides_a_second_cue() -> None:
    assert (
        "immediate_danger"
        in screen("this homework is killing me. also he is going to kill me tonight").classes
    )
    assert "self_harm" in screen("im not hungry. i want to kill myself").classes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("im 15 and my bf makes me see men", "self"),
        ("a student told me she is being sold, what do i do", "staff"),
        ("una alumna me conto que la obligan", "staff"),
        ("my 14 yr old daughter hasnt come home", "other"),
        ("mi roomie dejo una carta y se encerro en el baño con una navaja", "other"),
        ("a girl from my school sells pics to old guys, we are both 15, idk who to tell", "self"),
        ("una amiga de mi escuela sale con señores por dinero, tenemos 14", "other"),
        ("a girl in my class who is 14 told me her uncle sells her", "staff"),
        (
            "i run campus security at a hs, a junior gets picked up by grown men, new phone every week",
            "staff",
        ),
        ("trabajo como aide en una high school, a un muchacho de 15 lo recoge un señor distinto", "staff"),
        ("mi nieta de 14 no volvio desde el viernes, no me responde", "other"),
        ("i dont want to wake up, my kids are better off", "self"),
        ("no quiero despertar, asi mis hijos no cargan conmigo", "self"),
    ],
)
def test_knows_who_writes(text: str, speaker: str) -> None:
    assert screen(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "only_age"),
    [
        ("im 16 and need food", True),
        ("tengo 16 y necesito comida", True),
        ("im 15 and my bf makes me see men", False),
    ],
)
def test_knows_when_only_the_age_speaks(text: str, only_age: bool) -> None:
    found = screen(text)
    assert "minor_at_risk" in found.classes
    assert found.minor_by_age_only is only_age


def test_the_result_names_signals_and_never_the_words() -> None:
    assert "zqmarker" not in repr(screen("he is going to kill me zqmarker"))


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=200)
def test_any_text_is_screened(text: str) -> None:
    assert set(screen(text).classes) <= set(CLASSES)


@pytest.mark.parametrize(("text", "cls"), MUST_FIRE)
@pytest.mark.parametrize(
    "tail", [". thank you", ". gracias", "\nthe weather is nice", ". i live in richmond"]
)
def test_a_harmless_sentence_takes_no_class_away(text: str, cls: str, tail: str) -> None:
    assert cls in screen(text + tail).classes


@pytest.mark.parametrize("piece", ["kill ", "me va ", "a", "😀", "\x00", "no no ", "((((", "going to "])
def test_a_flood_of_one_piece_is_answered(piece: str) -> None:
    """The text is clipped at 1,600 characters and matched without backtracking: no text takes long."""
    assert set(screen(piece * 100_000).classes) <= set(CLASSES)


def test_a_cue_at_either_end_of_a_long_text_is_seen() -> None:
    filler = "and then we went to the store and came home. " * 200
    assert "immediate_danger" in screen("he is going to kill me. " + filler).classes
    assert "immediate_danger" in screen(filler + " he is going to kill me").classes


@pytest.mark.parametrize("text", ["and the lawyer, does he charge", "ok voy a llamar mañana saliendo"])
def test_words_that_surely_speak_of_something_else_are_calm(text: str) -> None:
    assert screen(text).calm == set(EMERGENCIES)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("he is going to kill me", "immediate_danger"),
        ("ya no quiero vivir", "self_harm"),
        ("he just walked in gtg", "cannot_talk"),
    ],
)
def test_an_emergency_is_never_calm(text: str, cls: str) -> None:
    assert cls not in screen(text).calm
    assert cls not in screen(text, later=True).calm


@pytest.mark.parametrize("text", ["my dad threw me out of the house", "solo somos mi niña y yo"])
def test_whoever_tells_of_home_is_not_watched_though_it_may_be_danger(text: str) -> None:
    assert "cannot_talk" in screen(text, later=True).calm


def test_in_a_talk_somebody_near_is_a_watcher_only_where_the_words_say_so() -> None:
    assert screen("she is home now, who can she talk to", later=True).classes == ()
    assert screen("he walked in cant talk", later=True).classes == ("cannot_talk",)


def test_in_a_talk_words_alone_must_speak_more_surely_and_patterns_as_ever() -> None:
    only_words = [text for text in _emergencies() if _margin(text) < LATER and _is_by_words(text)]
    assert only_words
    assert [text for text in only_words if screen(text, later=True).classes] == []
    assert screen("he has a gun", later=True).classes == screen("he has a gun").classes


def _emergencies() -> Iterator[str]:
    for cls in EMERGENCIES:
        for texts in read_yaml(Path(__file__).with_name("development.yml"))[cls].values():
            yield from texts


def _margin(text: str) -> float:
    return load_cues().weigh(normalise(text, load_book().shorthand)).margin


def _is_by_words(text: str) -> bool:
    return [signal.id for signal in screen(text).signals] == [WORDS]


def test_a_pattern_is_doubted_by_the_words_of_its_own_class() -> None:
    """Insulin that ran out is a means of nothing, though the message is an emergency."""
    assert screen("no tengo doctor, ayer se me termino la insulina y estoy vomitando y mareada").classes == (
        "medical",
    )


def test_what_was_taken_to_die_stays_a_matter_for_a_doctor() -> None:
    assert "medical" in screen("una amiga se tomo todas las pastillas y dice que ya no aguanta").classes


def test_slips_of_the_thumb_are_weighed_as_the_words_they_are() -> None:
    assert screen("me va a matar mi ezposo").classes == screen("me va a matar mi esposo").classes
    assert "immediate_danger" in screen("me va a matar mi ezposo").classes


@pytest.mark.parametrize(
    "text",
    [
        "my sister is using my tablet, who reads what i write here?",
        "mi novio no revisa mi celular, nomas pregunto: quien lee esto?",
    ],
)
def test_a_question_is_no_goodbye(text: str) -> None:
    assert "cannot_talk" not in screen(text).classes


def test_a_goodbye_beside_a_question_stays_one() -> None:
    assert screen("he walked in, cant talk. will you be here later?").classes == ("cannot_talk",)


@pytest.mark.parametrize(
    "text",
    [
        "does a 15 year old get arrested for selling sex in this state",
        "what should a teacher do if a kid tells them that",
    ],
)
def test_a_general_question_on_minors_tells_of_no_child(text: str) -> None:
    assert "minor_at_risk" not in screen(text).classes


def test_what_a_minor_writes_is_never_doubted() -> None:
    for text in ("me n my gf are both 16, need a place, our pimp took everything", "im 15 and he sells me"):
        assert "minor_at_risk" in screen(text).classes


@pytest.mark.parametrize(
    "text",
    [
        "sophomore girl in third period, new phone each month, older men pick her up",
        "manejo el camion de la escuela y a una niña la recoge cada dia un hombre distinto",
    ],
)
def test_school_staff_are_known_by_the_room_they_speak_of(text: str) -> None:
    assert screen(text).speaker == "staff"


@pytest.mark.parametrize(
    "text", ["i cant call, she looks at my phone", "no puedo llamar, me revisa el celular en la noche"]
)
def test_who_cannot_call_in_a_talk_is_not_hushed_for_it(text: str) -> None:
    assert screen(text, later=True).classes == ()
    assert screen(text).classes == ("cannot_talk",)
    assert screen("i cant call, he is right here", later=True).classes == ("cannot_talk",)


@pytest.mark.parametrize(
    "text", ["dijo que si hablo vienen por mi", "si les hablo vienen por mi y por mis hijos"]
)
def test_a_threat_for_who_talks_is_no_question_on_what_a_group_does(text: str) -> None:
    assert "immediate_danger" in screen(text).classes


@pytest.mark.parametrize(
    "text",
    [
        "i hear a lady next door begging him to stop",
        "mi hermana dice que el viene por mi esta noche",
        "mi tio viene por mi para llevarme con unos señores",
        "she hits me and she keeps my passport",
    ],
)
def test_what_is_calm_of_papers_and_kin_hides_no_danger_beside_it(text: str) -> None:
    assert "immediate_danger" in screen(text).classes
