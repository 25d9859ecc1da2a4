import re

import pytest

from actions.answer_question import AnswerQuestion
from actions.find_services import FindServices
from actions.follow_up import FollowUp
from actions.heard import Hearing
from actions.note_fact import NoteFact
from actions.shortlist import Asked, read, show
from actions.show_more import ShowMore
from actions.tell_source import TellSource
from actions.turn import sentence
from bot.text.segments import measure
from tests.actions.turns import Outcome, dispatched, run, tracker_of


@pytest.mark.parametrize(
    "text",
    ["legal aid, labor, 17, spanish", "shelter / 24 / concord", "abogado; visa u; 30", "food | 2 kids | 41"],
)
def test_lists_of_short_pieces_with_a_fact_are_shorthand(text: str) -> None:
    assert read(tracker_of("need_legal_other", text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "i need a lawyer, im scared",
        "my boss took my passport, he owes me 3 months, i am 17, what do i do",
        "comida, ropa, por favor",
        "hi, 17",
        "",
    ],
)
def test_what_a_person_in_need_writes_is_not(text: str) -> None:
    assert read(tracker_of("need_legal_other", text)) is None


def test_somebody_who_works_with_a_client_gets_a_shortlist_too() -> None:
    tracker = tracker_of(
        "need_shelter", "i have a client who needs a bed", entities={"asker": "advocate_or_navigator"}
    )
    asked = read(tracker)
    assert asked is not None
    assert asked.age is None


def test_the_shortlist_names_contacts_sources_and_the_day_of_the_check() -> None:
    outcome = run(
        FindServices(),
        "need_legal_other",
        "legal aid, labor, 17, spanish",
        entities={"language_wanted": "spanish", "kind": "labor"},
    )
    assert outcome.text.startswith("Bay Area Legal Aid: 1-800-551-5554")
    assert "From: " in outcome.text
    assert "checked 2026-11-2" in outcome.text
    assert len(outcome.slots["services_told"]) >= 2
    assert measure(outcome.text).parts <= 3
    assert outcome.notes == {"kind": "shortlist"}


@pytest.mark.parametrize("action", [AnswerQuestion(), NoteFact()], ids=["not understood", "an age"])
def test_shorthand_is_a_shortlist_whatever_it_was_read_as(action) -> None:
    outcome = run(action, "nlu_fallback", "bed, 17, spanish", entities={"age": "17"})
    assert len(outcome.slots["services_told"]) >= 1
    assert "From: " in outcome.text


def test_more_and_source_go_on_from_a_shortlist() -> None:
    first = run(FindServices(), "need_shelter", "bed, 30, spanish, concord", entities={"age": "30"})
    seen = set(first.slots["services_told"])
    after = run(ShowMore(), "ask_more", slots=first.slots)
    assert seen.isdisjoint(after.slots["services_told"])
    assert "comes from" in run(TellSource(), "ask_source", slots=first.slots).text


def test_every_need_that_is_named_is_met_and_the_kind_adds_its_own() -> None:
    outcome = run(
        FindServices(),
        "need_case_management",
        "client is 27, labor trafficking, needs a lawyer",
        entities={"asker": "advocate_or_navigator", "kind": "labor", "age": "27"},
    )
    assert outcome.text.startswith("Bay Area Legal Aid")
    assert "wage_claim" in outcome.slots["services_told"]


def test_a_bed_for_somebody_young_is_one_for_the_young() -> None:
    entities = {"asker": "advocate_or_navigator", "age": "16"}
    outcome = run(FindServices(), "need_shelter", "my client is 16 and needs a bed", entities=entities)
    assert outcome.slots["services_told"][0] == "calli_house_shelter"


def test_two_facts_of_somebody_else_are_shorthand_and_of_oneself_are_not() -> None:
    other, own = (
        "mujer 35 con visa T pendiente, comida y dinero",
        "tengo 35 y visa T pendiente, necesito comida",
    )
    entities = {"immigration_step": "t_filed"}
    assert read(tracker_of("nlu_fallback", other, entities=entities, language="es")) is not None
    assert read(tracker_of("nlu_fallback", own, entities=entities, language="es")) is None


def test_spanish_shortlists_hold_more_than_one_service() -> None:
    entities = {"asker": "advocate_or_navigator"}
    outcome = run(
        FindServices(), "need_counseling", "mi clienta necesita terapia", language="es", entities=entities
    )
    assert len(outcome.slots["services_told"]) >= 2
    assert measure(outcome.text).parts <= 3


@pytest.mark.parametrize("told", [{"services_intent": "need_shelter"}, {"answer_told": "c_where_report"}])
def test_facts_told_in_ones_own_talk_are_no_shorthand(told) -> None:
    entities = {"age": "19", "county": "contra_costa"}
    assert read(tracker_of("provide_age", "19, richmond, got a dog", entities=entities, slots=told)) is None
    roles = {"situation": {"asker_roles": ["advocate_or_navigator"]}}
    client = tracker_of("provide_age", "bed, 19, richmond", entities=entities, slots={**told, **roles})
    assert read(client) is not None


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Case worker here, which of her family can a T visa include", "en", "children"),
        ("Soy navegadora, ¿qué pruebas piden para TCVAP?", "es", "prueba"),
        ("for my client, what is the difference between continued presence and a t visa", "en", "presence"),
    ],
)
def test_staff_who_ask_about_a_program_by_name_get_its_answer(text, language, words) -> None:
    asker = {"asker": "advocate_or_navigator"}
    outcome = run(FindServices(), "need_legal_immigration", text, language=language, entities=asker)
    assert words in outcome.text.lower()
    assert outcome.slots["answer_told"]


def test_staff_go_on_about_a_fact_that_was_told() -> None:
    told, asker = {"answer_told": "n_mdt_what"}, {"asker": "advocate_or_navigator"}
    text = "i am a new case worker, how do i bring a case there"
    outcome = run(AnswerQuestion(), "ask_collaborative", text, entities=asker, slots=told)
    assert outcome.slots["answer_told"] == "n_mdt_how"


def test_where_the_words_name_nothing_to_text_the_need_itself_has_services() -> None:
    text = "case review"
    asked = Asked(text, ("case_management", "advocacy"), None, None, None)
    tracker = tracker_of("need_case_management", text, language="es")
    outcome = dispatched(lambda dispatcher: show(dispatcher, tracker, asked))
    assert outcome is not None
    assert re.search(r"\d{3}-\d{4}", outcome.text)


def test_a_language_that_no_service_is_known_to_speak_makes_no_list_empty() -> None:
    text = "wages, ilocano, pittsburg"
    entities = {"language_wanted": "ilocano", "place": "Pittsburg", "county": "contra_costa"}
    assert "1-833-526-4636" in run(FindServices(), "need_unpaid_wages", text, entities=entities).text


def test_a_professional_who_asks_for_knowledge_gets_an_answer_and_no_list() -> None:
    asker = {"asker": "health_worker"}
    text = "im an er nurse and see everything at night. what are the signs that a patient is trafficked"
    outcome = run(AnswerQuestion(), "ask_signs_indicators", text, entities=asker)
    assert outcome.slots["answer_told"] is not None
    assert outcome.slots.get("services_left") is None


def test_who_only_says_who_they_are_gets_no_list() -> None:
    asker = {"asker": "advocate_or_navigator"}
    outcome = run(FollowUp(), "greet", "hola soy promotora de una iglesia", language="es", entities=asker)
    assert outcome.texts == [sentence("utter_greet", "es")]


@pytest.mark.parametrize("text", ["emergency bed, mom + 2, east co", "bed, woman, 3 kids, richmond"])
def test_a_number_of_children_is_no_age_of_the_client(text: str) -> None:
    asked = read(tracker_of("need_shelter", text, entities={"county": "contra_costa"}))
    assert asked is not None
    assert asked.age is None


def test_where_a_navigator_works_is_no_wish() -> None:
    text = "case manager at a clinic, client needs food"
    named = {"entity": "asker", "value": "advocate_or_navigator", "start": 0, "end": 12}
    tracker = tracker_of("need_food_basics", text)
    tracker.latest_message["entities"] = [named]
    asked = read(tracker)
    assert asked is not None
    assert "clinic" not in asked.text


def test_a_lawyer_for_a_client_without_papers_is_one_for_immigration() -> None:
    entities = {"asker": "advocate_or_navigator", "immigration_step": "no_papers"}
    said = run(
        FindServices(), "need_legal_other", "client has no papers, needs an attorney", entities=entities
    )
    assert said.slots["services_told"][0] == "stcc_immigration"


def test_a_question_on_what_was_told_is_no_shorthand() -> None:
    assert read(tracker_of("ask_eligibility", "and for her kids? 4 and 9, both born here")) is None


LIST = "legal aid, labor, 17, spanish"


def _after_a_list(text: str, intent: str, action: type[Hearing] = NoteFact, **entities: str) -> Outcome:
    first = run(FindServices(), "need_legal_other", LIST, entities={"language_wanted": "spanish"})
    return run(action(), intent, text, entities=entities, slots=first.slots)


def test_one_fact_of_the_client_is_put_in_place_of_another() -> None:
    adult = _after_a_list("same but adult", "provide_age", under_18="false")
    assert adult.notes == {"kind": "shortlist"}
    assert adult.slots["shortlist"]["age"] is None
    assert adult.slots["shortlist"]["language"] == "es"
    older = _after_a_list("lo mismo pero de 24", "provide_age", age="24")
    assert older.slots["shortlist"]["age"] == 24


@pytest.mark.parametrize("text", ["im 24 btw and i need this for me", "is it free for a 24 year old"])
def test_what_is_said_of_oneself_or_asked_changes_no_list(text: str) -> None:
    assert "shortlist" not in _after_a_list(text, "provide_age", age="24").slots


def test_another_need_for_the_same_client_is_a_list_again() -> None:
    outcome = _after_a_list("and shelter for the same clt", "need_shelter", FindServices)
    assert outcome.notes == {"kind": "shortlist"}
    assert "211" in outcome.text
    dropped = _after_a_list("ok drop legal, food instead, same pt", "need_legal_other", FindServices)
    assert "legal" not in dropped.slots["shortlist"]["text"]


def test_a_town_of_this_county_after_a_list_is_said_to_who_is_on_it() -> None:
    outcome = _after_a_list("concord instead", "provide_county", place="Concord", county="contra_costa")
    assert outcome.text.startswith("OK, Concord.")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("fax?", "en", "I have no fax"),
        ("cual es su fax", "es", "No tengo fax"),
        ("walk ins ok?", "en", "set time"),
    ],
)
def test_what_is_asked_of_who_is_on_the_list_is_answered_of_them(
    text: str, language: str, words: str
) -> None:
    slots = {"services_told": ["baylegal_civil"], "services_intent": "need_legal_other"}
    outcome = run(AnswerQuestion(), "ask_mandated_reporter", text, language=language, slots=slots)
    assert words in outcome.text


@pytest.mark.parametrize("text", ["23, im in antioch, contra costa", "undocumented, 11 yrs here"])
def test_who_tells_of_oneself_asks_for_no_list(text: str) -> None:
    entities = {"place": "Antioch", "county": "contra_costa", "age": "23"} if "antioch" in text else {}
    entities = entities or {"immigration_step": "no_papers"}
    assert read(tracker_of("provide_county", text, entities=entities)) is None


def test_shorthand_in_spanish_names_the_law_and_the_kind() -> None:
    asked = read(tracker_of("need_legal_other", "legal, laboral, 17, richmond", language="es"))
    assert asked is not None
    assert asked.kind == "labor"
    outcome = run(FindServices(), "need_legal_other", "legal, laboral, 17, richmond", language="es")
    assert outcome.text.startswith("Bay Area Legal Aid")


def test_the_next_client_gets_a_list_again() -> None:
    outcome = _after_a_list("ty. next one: shelter, F, 22, 1 kid, english", "need_shelter", FindServices)
    assert outcome.notes == {"kind": "shortlist"}


def test_another_need_takes_the_place_of_the_kind_too() -> None:
    outcome = _after_a_list("now a bed for a single man, same clt", "need_shelter", FindServices)
    assert outcome.slots["shortlist"]["kind"] is None
    assert "Labor Commissioner" not in outcome.text


def test_a_town_put_right_keeps_the_list() -> None:
    outcome = _after_a_list(
        "oh no its bay point, thats my other client",
        "provide_county",
        place="Bay Point",
        county="contra_costa",
    )
    assert "shortlist" not in outcome.slots
    assert outcome.text.startswith("OK, Bay Point.")


def test_the_age_and_the_language_of_a_client_are_spoken_to() -> None:
    young = run(FindServices(), "need_legal_other", LIST, entities={"language_wanted": "spanish"})
    assert sentence("utter_shortlist_minor", "en") in young.text
    assert sentence("utter_shortlist_spoken", "en") in young.text
    assert measure(young.text).parts <= 3
    grown = run(FindServices(), "need_legal_other", LIST.replace("17", "27"))
    assert sentence("utter_shortlist_minor", "en") not in grown.text
    assert sentence("utter_shortlist_spoken", "en") not in grown.text
