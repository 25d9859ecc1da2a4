import pytest

from actions import about_told, topics, turn
from bot.text.segments import measure
from tests.actions.turns import dispatched as sent
from tests.actions.turns import tracker_of
from tests.facts import number

TOLD = {"partner_told": "baylegal"}


def told(text: str, *, language: str = "en", slots=None, entities=None, facet=None):
    tracker = tracker_of("nlu_fallback", text, language=language, slots=slots, entities=entities)
    return sent(lambda dispatcher: about_told.tell(dispatcher, tracker, facet))


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("are they free", "en", "Free"),
        ("cuanto cobran", "es", "Gratis"),
        ("what is their number", "en", "551-5554"),
        ("que numero tienen", "es", "551-5554"),
        ("where are they", "en", "no addresses"),
        ("who funds them", "en", "$87,003"),
        ("quien los financia", "es", "$87,003"),
    ],
)
def test_a_question_without_a_subject_is_about_the_group_told_last(text, language, words) -> None:
    said = told(text, language=language, slots=TOLD)
    assert "Bay Area Legal Aid" in said.text
    assert words in said.text
    assert said.slots["partner_told"] == "baylegal"


def test_a_service_that_was_told_is_asked_about_likewise_and_stays_told() -> None:
    said = told("is it free", slots={"services_told": ["cc_211_referral"]})
    assert said.text.startswith("Contra Costa 211: Free")
    assert said.slots == {}


@pytest.mark.parametrize(
    ("text", "language"), [("so what is it they do", "en"), ("y ahi que es lo que hacen", "es")]
)
def test_what_they_do_is_more_than_the_card_once_more(text: str, language: str) -> None:
    said = told(text, language=language, slots={"services_told": ["wage_claim"]})
    assert ("Ask them how it works" if language == "en" else "Pregunte en qué consiste") in said.text
    assert "833-526-4636" in said.text


def test_a_group_that_is_named_stands_before_the_one_that_was_told() -> None:
    said = told("how much does it cost", slots=TOLD, entities={"partner": "stand"})
    assert said.text.startswith("STAND!")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("facet", ["languages", "cost", "hours", "number", "place", "funding"])
@pytest.mark.parametrize("partner", ["cvs", "stand", "baylegal", "fjc", "stcc", "justice_at_last", "ehsd"])
def test_three_segments_hold_it_and_who_answers_is_told_of_the_line_itself(partner, facet, language) -> None:
    said = told("x", slots={"partner_told": partner}, facet=facet, language=language)
    if said is None:
        return
    assert measure(said.text).parts <= 3
    if partner == "cvs" and facet != "funding":
        assert number("cvs_24h") in "".join(filter(str.isdigit, said.text))
        assert "reaches police" not in said.text
        assert "llega a agentes" not in said.text
        assert number("stand_crisis") in "".join(filter(str.isdigit, said.text))


def test_a_group_without_a_number_names_who_connects_to_it() -> None:
    said = told("what is their number", slots={"partner_told": "justice_at_last"})
    assert number("cvs_24h") in "".join(filter(str.isdigit, said.text))


def test_a_place_is_asked_of_a_group_only() -> None:
    assert told("where are they", slots={"services_told": ["stand_shelter"]}) is None


@pytest.mark.parametrize("slots", [{}, {**TOLD, "school_told": True}], ids=["nothing told", "with staff"])
def test_nothing_is_said_without_a_subject_or_to_staff(slots) -> None:
    assert told("are they free", slots=slots) is None


def test_the_name_in_the_question_does_not_hide_what_is_asked() -> None:
    text = "who pays for bay area legal aid"
    tracker = tracker_of("ask_partner_info", text)
    start = text.index("bay")
    tracker.latest_message["entities"] = [
        {"entity": "partner", "value": "baylegal", "start": start, "end": len(text)}
    ]
    assert about_told.asked(tracker) == "funding"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("are they open on saturdays", "en", "no hours for CalVCB"),
        ("abren los domingos", "es", "horario de CalVCB"),
    ],
)
def test_what_no_source_tells_is_said_with_the_number_to_ask(text, language, words) -> None:
    said = told(text, language=language, slots={"services_told": ["calvcb_compensation"]})
    assert words in said.text
    assert "777-9229" in said.text


WAGES = {"services_told": ["wage_claim"], "services_intent": "need_unpaid_wages"}
BED = {"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}


@pytest.mark.parametrize(
    ("text", "language", "slots", "words"),
    [
        ("how long would i be there", "en", BED, "limit on how long"),
        ("por cuanto tiempo", "es", BED, "depende del lugar"),
        ("how long do they take", "en", WAGES, "differs from case to case"),
        ("what documents do i need", "en", WAGES, "do not need an ID"),
        ("que documentos ocupo", "es", WAGES, "No hace falta credencial"),
        ("do they take dogs", "en", BED, "pets"),
        ("i have no ID on me", "en", BED, "rule on ID"),
        ("how many years is it", "en", {"answer_told": "s_t_visa"}, "4 years"),
        ("se necesita hablar con policias", "es", {"answer_told": "s_t_visa"}, "trauma"),
        ("do i need a police report for it", "en", {"answer_told": "s_u_visa"}, "I-918B"),
        ("what is the price of it", "en", {"answer_told": "s_t_visa"}, "no fee"),
        ("is he allowed to do that", "en", {"answer_told": "s_boss_immigration"}, "can be a crime"),
        ("what do i tell them on the phone", "en", WAGES, "I was not paid"),
        ("quien lo decide", "es", {"answer_told": "s_tcvap_who"}, "El condado decide"),
        ("do they have to tell the cops", "en", {"partner_told": "baylegal"}, "not police"),
        ("what are they going to ask", "en", {"answer_told": "c_where_report"}, "need not give a name"),
        ("que me van a preguntar ellos", "es", {"answer_told": "c_where_report"}, "Puede no dar su nombre"),
        (
            "what happens after that",
            "en",
            {"answer_told": "c_where_report"},
            "a tip counts only when you call",
        ),
        ("y la policia que va a hacer", "es", {"answer_told": "s_missing_wait"}, "No hay que esperar"),
        ("they turned me down", "en", {"answer_told": "e_missing"}, "no wait for a missing child"),
    ],
)
def test_the_same_question_is_answered_by_the_topic(text, language, slots, words) -> None:
    said = told(text, language=language, slots=slots)
    assert words in said.text
    assert measure(said.text).parts <= 2


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("facet", sorted(topics.topics()[topics.ANY].facets))
@pytest.mark.parametrize("slots", [BED, WAGES, {"partner_told": "stand"}, {"partner_told": "fjc"}])
def test_what_is_true_for_every_service_fits_and_has_a_number(slots, facet, language) -> None:
    said = told("x", language=language, slots=slots, facet=facet)
    assert said is not None
    assert measure(said.text).parts <= 3
    assert any(character.isdigit() for character in said.text)


@pytest.mark.parametrize("text", ["are you ice", "will you report me"])
def test_a_question_about_this_line_is_none_about_what_was_told(text) -> None:
    assert told(text, slots=BED) is None


def test_a_step_on_a_visa_changes_what_fits() -> None:
    tracker = tracker_of(
        "provide_immigration_status",
        "i filed for the t visa",
        entities={"immigration_step": "t_filed"},
        slots={"answer_told": "s_tcvap_who"},
    )
    said = sent(lambda dispatcher: about_told.status(dispatcher, tracker))
    assert said is not None
    assert said.text.startswith("OK, noted. Maybe.")
    assert measure(said.text).parts <= 2


@pytest.mark.parametrize(
    ("text", "language"),
    [("can only people with a t visa get it", "en"), ("es nomas para gente con visa u", "es")],
)
def test_a_visa_named_as_a_condition_leaves_the_talk_with_the_program(text: str, language: str) -> None:
    said = told(text, language=language, slots={"answer_told": "s_tcvap_who"}, facet="qualifies")
    assert "TCVAP" in said.text


def test_of_the_visa_itself_its_own_answer_is_told() -> None:
    said = told("who can get a t visa", slots={"answer_told": "s_lawyer"}, facet="qualifies")
    assert "T visa" in said.text


def test_signs_seen_lead_to_where_they_are_told() -> None:
    said = told("so what do i do", slots={"answer_told": "c_signs"}, facet="do")
    assert "925-957-8658" in said.text


def test_which_number_first_is_told_of_any_service() -> None:
    said = told("which one first", slots={"services_told": ["wage_claim"]}, facet="which")
    assert said.text == turn.sentence("utter_on_which", "en")


@pytest.mark.parametrize(
    ("text", "language", "both"),
    [
        ("do they charge and do they speak spanish", "en", ("Free", "Spanish")),
        ("cobran algo o que papeles piden", "es", ("Gratis", "papeles")),
    ],
)
def test_two_plain_questions_get_two_answers(text: str, language: str, both: tuple[str, str]) -> None:
    said = told(text, language=language, slots={"services_told": ["cc_211_referral"]})
    assert all(one in said.text for one in both)


def test_one_question_gets_one_answer() -> None:
    said = told("do they charge", slots={"services_told": ["cc_211_referral"]})
    assert "\n" not in said.text
