"""Whole talks: a follow-up is answered for who asks: staff, who writes of a child, a minor, a tipster."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import sentence, texting
from tests.facts import number

pytestmark = pytest.mark.e2e

BOTH = pytest.mark.parametrize("language", ["en", "es"])
CHILD_ABUSE, MISSING, LEGAL_AID = number("cfs_child_abuse"), number("ncmec"), number("baylegal_line")
NATIONAL, ADVOCATES = number("nhth"), number("cvs_24h")
FORM = "SS 8572"

Asked = tuple[str, tuple[str, ...]]  # a follow-up, and what its answer must hold

TEACHER: dict[Language, str] = {
    "en": "im a teacher and one of my students told me a man pays her for sex",
    "es": "soy maestra y una alumna me conto que un hombre le paga por sexo",
}
TEACHER_ASKS: dict[Language, tuple[Asked, ...]] = {
    "en": (
        ("which words do i use with her", ("Stay calm",)),
        ("do i let her parents know", ("a relative may be part of it", CHILD_ABUSE)),
        ("could her parents find out that i called", ("your name is kept private",)),
        ("who do i call", (CHILD_ABUSE,)),
        ("what do they ask when i call", ("Have ready",)),
        ("what if i get it wrong", ("shields you",)),
        ("can the parents sue me", ("shields you",)),
        ("what should i not do", ("Do not blame",)),
        ("whats the deadline to report", (FORM, "36 hours")),
    ),
    "es": (
        ("que le contesto a ella", ("Con calma",)),
        ("tengo que avisarle a la familia", ("un familiar puede ser parte", CHILD_ABUSE)),
        ("los padres van a saber que yo llame", ("su nombre es confidencial",)),
        ("a quien llamo", (CHILD_ABUSE,)),
        ("que preguntan cuando llamo", ("Tenga a la mano", "edad")),
        ("y si estoy mal", ("la ley",)),
        ("me pueden demandar", ("la ley",)),
        ("que no debo hacer", ("No culpe",)),
        ("en cuanto tiempo lo reporto", (FORM, "36 horas")),
    ),
}


@BOTH
def test_a_teacher_asks_on_and_is_answered_as_a_teacher(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    assert talk.say(TEACHER[language]).lacks(CHILD_ABUSE, FORM) == []
    lacking = {
        text: found for text, wanted in TEACHER_ASKS[language] if (found := talk.say(text).lacks(*wanted))
    }
    assert lacking == {}


@BOTH
def test_clinic_staff_with_a_young_patient_get_the_steps_of_who_must_report(
    puente: Processes, language: Language
) -> None:
    clinic = {
        "en": "nurse at a clinic here. my patient is 16 and an older man talks for her",
        "es": "soy enfermera en una clinica y mi paciente de 16 viene con un senor que habla por ella",
    }
    duty = {"en": "am i the one who reports", "es": "me toca reportar a mi"}
    talk = texting(puente)
    assert talk.say(clinic[language]).lacks(CHILD_ABUSE, FORM) == []
    assert talk.say(duty[language]).lacks({"en": "report", "es": "report"}[language]) == []
    allowed = {"en": "do i need the parents to agree", "es": "necesito permiso de los padres"}
    assert talk.say(allowed[language]).lacks(CHILD_ABUSE) == []


@BOTH
def test_the_family_of_a_missing_child_is_not_left_waiting(puente: Processes, language: Language) -> None:
    gone = {
        "en": "my son is 14 and has been missing since friday",
        "es": "mi hijo de 14 no aparece desde el viernes",
    }
    wait = {
        "en": "the officer says there is a waiting period",
        "es": "el agente dijo que hay que esperar un dia",
    }
    then = {"en": "ok so what do we do", "es": "y ahora que hago"}
    talk = texting(puente)
    assert talk.say(gone[language]).lacks(MISSING) == []
    assert (
        talk.say(wait[language]).lacks({"en": "no wait", "es": "No hay que esperar"}[language], MISSING) == []
    )
    assert talk.say(then[language]).lacks(MISSING, CHILD_ABUSE) == []


@BOTH
def test_a_friend_is_spoken_to_as_a_friend(puente: Processes, language: Language) -> None:
    friend = {
        "en": "my best friend is 15 and men pay her for sex",
        "es": "mi mejor amiga tiene 15 y se vende",
    }
    help_her = {"en": "what can a friend do", "es": "que puedo hacer yo como amiga"}
    police = {"en": "will the police charge her", "es": "la pueden arrestar"}
    talk = texting(puente)
    told = talk.say(friend[language])
    assert told.lacks(CHILD_ABUSE) == []
    assert "done to you" not in told.text
    assert "Si tienes" not in told.text
    assert talk.say(help_her[language]).lacks(CHILD_ABUSE, ADVOCATES) == []
    assert talk.say(police[language]).lacks({"en": "does not charge", "es": "no acusa"}[language]) == []


@BOTH
def test_a_minor_hears_what_this_line_itself_does(puente: Processes, language: Language) -> None:
    away = {"en": "im 16 and ran away from home", "es": "tengo 16 y me sali de mi casa"}
    report = {"en": "will you guys report me", "es": "ustedes me van a reportar"}
    talk = texting(puente)
    talk.say(away[language])
    assert talk.say(report[language]).lacks({"en": "reports nobody", "es": "no reporta"}[language]) == []


@BOTH
def test_a_tipster_hears_about_the_tip(puente: Processes, language: Language) -> None:
    tip = {
        "en": "want to report a motel where girls are being sold",
        "es": "quiero denunciar un motel donde venden muchachas",
    }
    unnamed = {"en": "can it be anonymous", "es": "puede ser anonimo"}
    sent = {"en": "are you sending police there", "es": "que hacen con mi aviso"}
    talk = texting(puente)
    talk.say(tip[language])
    assert talk.say(unnamed[language]).lacks(NATIONAL, CHILD_ABUSE) == []
    assert talk.say(sent[language]).lacks({"en": "sends nobody", "es": "no manda a nadie"}[language]) == []


@BOTH
def test_without_such_a_talk_the_same_words_are_what_they_were(puente: Processes, language: Language) -> None:
    """Who only asks for a number gets the lines for anybody, and who is sued a lawyer."""
    call = {"en": "who do i call", "es": "a quien llamo"}
    sued = {"en": "my landlord is suing me", "es": "necesito abogado, me van a desalojar"}
    assert sentence("utter_hotlines", language) in texting(puente).say(call[language]).text
    assert texting(puente).say(sued[language]).lacks(LEGAL_AID) == []
