"""What every sentence must keep, whatever it says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from actions.interview import CHOOSE, NOT_BY_THE_ASSISTANT, SAFE_CHECK
from actions.tables import answer_words
from bot.text.plain import plain
from bot.text.responses import DOMAIN_RESPONSES, Reply, Responses
from bot.text.segments import measure
from knowledge.rules.load import load_rules
from knowledge.safety.screen import screen
from tests.readability import HARDEST_GRADE, LEAST_EASE, ease, grade, is_passage

ROOT = Path(__file__).parents[2]
RESPONSES = Responses.load()
NAMES = sorted(RESPONSES.names)
LANGUAGES = ("en", "es")

ONE_SEGMENT = re.compile(
    r"utter_(safety_|sms_|both_|unavailable|disclosure|menu|deleted|language_switched|no_text)"
)
# Bilingual on purpose, or nothing but places for facts.
SAME_IN_BOTH = {
    "utter_both_welcome",
    "utter_both_hello",
    "utter_both_unavailable",
    "utter_service_line",
    "utter_shortlist_line",
    "utter_partner",
}
ALARMING = re.compile(r"traffick|\btrata\b|victim|víctim|shelter|refugio|police|polic[ií]a", re.IGNORECASE)
PROMISES = re.compile(
    r"you (do )?qualify|you are eligible|you are safe|help is coming|we will (help|protect|rescue)|guarantee"
    r"|usted (sí )?califica|est[aá] a salvo|la ayuda va|le protegeremos|garantiza",
    re.IGNORECASE,
)
ASKS_A_NAME = re.compile(r"your name\?|what is your name|c[oó]mo se llama|su nombre\?", re.IGNORECASE)
REFUSALS = re.compile(r"\bdenied\b|not eligible|you cannot get|no califica|rechazad", re.IGNORECASE)


def every() -> Iterator[tuple[str, str, Reply]]:
    for name in NAMES:
        yield name, "en", RESPONSES.reply(name, "en")
        yield name, "es", RESPONSES.reply(name, "es")


def shown(reply: Reply) -> str:
    return "\n".join([reply.text, *(f"{n} {option.title}" for n, option in enumerate(reply.options, 1))])


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_places_for_facts(name: str) -> None:
    english, spanish = RESPONSES.reply(name, "en"), RESPONSES.reply(name, "es")
    assert placeholders(english.text) == placeholders(spanish.text)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_offer_as_many_options(name: str) -> None:
    assert len(RESPONSES.reply(name, "en").options) == len(RESPONSES.reply(name, "es").options)


def test_spanish_is_not_left_in_english() -> None:
    same = {name for name in NAMES if RESPONSES.reply(name, "en") == RESPONSES.reply(name, "es")}
    assert same == SAME_IN_BOTH


def test_every_response_keeps_to_its_segments() -> None:
    over = [
        (name, language, measure(shown(reply)))
        for name, language, reply in every()
        if measure(shown(reply)).parts > (1 if ONE_SEGMENT.match(name) else 2)
    ]
    assert over == []


def test_spanish_sentences_need_no_letter_outside_gsm_7() -> None:
    """One accent outside the alphabet halves the room, so words are chosen that need none."""
    assert [name for name, _, reply in every() if measure(shown(reply)).encoding != "GSM-7"] == []


def test_a_locked_phone_shows_nothing_alarming() -> None:
    """Fragments that stand inside a line (utter_who_…) are checked where lists are made, in tests/actions."""
    whole = [(name, reply) for name, _, reply in every() if not name.startswith("utter_who_")]
    assert [(name, reply.text[:60]) for name, reply in whole if ALARMING.search(reply.text[:60])] == []


@pytest.mark.parametrize("pattern", [PROMISES, ASKS_A_NAME, REFUSALS], ids=["promise", "name", "refusal"])
def test_no_sentence_promises_asks_a_name_or_says_no(pattern: re.Pattern[str]) -> None:
    assert [(name, reply.text) for name, _, reply in every() if pattern.search(reply.text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PROMISES, "You qualify for TCVAP"),
        (PROMISES, "Usted califica"),
        (ASKS_A_NAME, "¿Cómo se llama?"),
        (REFUSALS, "not eligible"),
    ],
)
def test_the_patterns_find_what_they_forbid(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_no_response_has_a_channel_variant() -> None:
    """A channel variant without condition would give a Spanish speaker the English text."""
    for path in DOMAIN_RESPONSES.glob("*.yml"):
        for name, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            assert all("channel" not in variation for variation in variations), (path.name, name)


def test_every_keyword_that_a_text_promises_is_understood_at_the_doors() -> None:
    from navigator_api.chat.commands import find_command
    from navigator_api.sms.keywords import find_opt_word

    promised = {
        word
        for _, _, reply in every()
        for word in re.findall(r"\b[A-Z]{3,}\b", reply.text)
        if word not in {"TCVAP", "EHSD", "HOPE", "STAND", "OK", "CVS", "CFAP", "SSI", "CAPI", "VAWA"}
    }
    assert promised >= {
        "STOP",
        "ALTO",
        "PARAR",
        "HELP",
        "AYUDA",
        "MENU",
        "START",
        "DELETE",
        "BORRAR",
        "MORE",
        "MAS",
    }
    in_a_form = {word for word in promised if plain(word) in answer_words("skip")}
    by_dialogue = {"MORE", "MAS", "SOURCE", "FUENTE", *in_a_form}
    unknown = {word for word in promised - by_dialogue if not (find_command(word) or find_opt_word(word))}
    assert unknown == set()


def response_names_in(folder: str) -> set[str]:
    names: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names |= set(re.findall(r"\butter_[a-z_]+\b", node.value))
    return names


def test_every_response_that_an_action_or_a_door_names_exists() -> None:
    named = response_names_in("actions") | response_names_in("navigator_api")
    named |= {f"utter_who_{reach}" for reach in ("yes", "no", "may_share", "unknown")}
    for table in ("needs.yml", "answers.yml"):
        named |= set(re.findall(r"\butter_\w+", (ROOT / "actions" / table).read_text(encoding="utf-8")))
    assert {name for name in named if not name.endswith("_")} - RESPONSES.names == set()
    assert len(named) > 30


def test_every_response_is_used_somewhere() -> None:
    used = response_names_in("actions") | response_names_in("navigator_api")
    for path in [
        *(ROOT / "actions").glob("*.yml"),
        *(ROOT / "bot" / "data").rglob("*.yml"),
        ROOT / "config.yml",
    ]:
        used |= set(re.findall(r"\butter_\w+", path.read_text(encoding="utf-8")))
    used |= {f"utter_who_{reach}" for reach in ("yes", "no", "may_share", "unknown")}
    used |= {f"utter_screening_ask_{name}" for name in (CHOOSE, SAFE_CHECK, *askable_fields())}
    used |= {f"utter_screening_{note}" for note in ("intro", "invalid")}
    used |= {f"utter_{intent}" for intent in ("school_student_disclosed", "school_suspects")}
    used |= {name for name in RESPONSES.names if name.startswith("utter_provide_")}
    used |= set(
        re.findall(r"utter_\w+", " ".join(one.payload for _, _, reply in every() for one in reply.options))
    )
    assert RESPONSES.names - used == set()


def askable_fields() -> set[str]:
    """The fields that the assistant asks of, by text or on its page."""
    return {
        name
        for name, field in load_rules().fields.by_id.items()
        if not field.professional and name not in NOT_BY_THE_ASSISTANT
    }


def test_every_question_that_may_be_asked_has_its_words() -> None:
    wanted = {f"utter_screening_ask_{name}" for name in (CHOOSE, SAFE_CHECK, *askable_fields())}
    assert {name for name in RESPONSES.names if name.startswith("utter_screening_ask_")} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_offer_the_same_choices_in_the_same_order(name: str) -> None:
    english, spanish = RESPONSES.reply(name, "en"), RESPONSES.reply(name, "es")
    assert [one.payload for one in english.options] == [one.payload for one in spanish.options]


def test_every_choice_is_an_intent_of_the_domain_with_its_entity() -> None:
    intents = set(yaml.safe_load((ROOT / "bot/domain/_shared.yml").read_text(encoding="utf-8"))["intents"])
    for name, _, reply in every():
        for option in reply.options:
            found = re.fullmatch(r'/([a-z_]+)(\{"choice": "[\w+-]+"\})?', option.payload)
            assert found, (name, option)
            assert found.group(1) in intents, (name, option)


def test_no_choice_and_no_question_sounds_like_danger_to_the_screen() -> None:
    """On the web page a choice is sent as its words: a crisis answer to a menu would be absurd."""
    for name, _, reply in every():
        for option in reply.options:
            assert screen(option.title).classes == (), (name, option.title)


@pytest.mark.parametrize("name", sorted(n for n in NAMES if n.startswith("utter_screening_ask_")))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_fits_under_what_is_said_before_it(name: str, language: str) -> None:
    question = RESPONSES.reply(name, language)
    for before in ("utter_screening_intro", "utter_screening_invalid", "utter_screening_why_none"):
        whole = Reply(f"{RESPONSES.reply(before, language).text}\n{question.text}", question.options)
        assert measure(shown(whole)).parts <= 3, (name, before)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_reads_easily(name: str) -> None:
    """At most grade 6 in English, at least 70 in Spanish; a fragment has no reading level."""
    english, spanish = (RESPONSES.reply(name, language).text for language in LANGUAGES)
    if is_passage(english):
        assert grade(english) <= HARDEST_GRADE
    if is_passage(spanish):
        assert ease(spanish) >= LEAST_EASE


def test_the_measure_of_reading_tells_hard_from_easy() -> None:
    assert grade("Call this line. A person will talk with you. They can help you find a bed.") < 3
    assert (
        grade("Beneficiaries must demonstrate eligibility by furnishing documentation of qualification.") > 12
    )
    assert ease("Llame y diga que quiere una cama. Le van a ayudar hoy mismo.") > 85
    assert ease("La administración gubernamental determinará la elegibilidad correspondiente.") < 40
