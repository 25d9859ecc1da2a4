import pytest

from actions import turn
from actions.collaborators import questions
from actions.find_services import FindServices
from actions.note_fact import NoteFact
from actions.turn import sentence
from tests.actions.turns import run, tracker_of


def test_an_age_told_after_a_need_finds_the_services_anew() -> None:
    asked = run(FindServices(), "need_shelter")
    outcome = run(NoteFact(), "provide_age", "im 16", entities={"age": "16"}, slots=asked.slots)
    assert outcome.text.startswith("Runaway Safeline")
    assert outcome.slots["situation"] == {"age_now": 16}


def test_a_bare_fact_gets_the_next_step_and_is_kept_for_the_talk() -> None:
    outcome = run(NoteFact(), "provide_county", "antioch", entities={"county": "contra_costa"})
    assert "What do you need" in outcome.text
    assert outcome.slots["situation"] == {"place_now": "contra_costa"}


def test_a_fact_that_no_entity_tells_repeats_no_list() -> None:
    asked = run(FindServices(), "need_shelter")
    outcome = run(NoteFact(), "provide_age", "two kids", slots=asked.slots)
    assert outcome.text.startswith("OK, noted.")
    assert "Contra Costa 211" in outcome.text


def test_papers_are_answered_with_lawyers_and_no_question() -> None:
    outcome = run(NoteFact(), "provide_immigration_status", "no tengo papeles", language="es")
    assert "925-900-5151" in outcome.text
    assert "?" not in outcome.text


def test_a_fact_after_an_answer_on_a_program_goes_on_with_that_program() -> None:
    outcome = run(
        NoteFact(), "provide_age", "i am 24", entities={"age": "24"}, slots={"answer_told": "s_tcvap_who"}
    )
    assert "TCVAP" in outcome.text
    assert outcome.options == ["Check it"]
    assert outcome.slots["situation"] == {"age_now": 24}


def test_a_minor_gets_the_lines_for_minors_whatever_was_told() -> None:
    outcome = run(
        NoteFact(), "provide_age", "i am 16", entities={"age": "16"}, slots={"answer_told": "s_tcvap_who"}
    )
    assert "TCVAP" not in outcome.text


def test_a_place_in_another_county_is_taken_up_after_a_need() -> None:
    told = {"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}
    entities = {"place": "Vallejo", "county": "solano"}
    outcome = run(NoteFact(), "provide_county", "he is in vallejo", entities=entities, slots=told)
    assert outcome.texts == [sentence("utter_again_elsewhere", "en", place="Vallejo")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_fact_is_never_met_with_silence_whatever_was_told_before(language: str) -> None:
    for told in sorted(questions().ids):
        outcome = run(
            NoteFact(),
            "provide_age",
            "20",
            language=language,
            entities={"age": "20"},
            slots={"answer_told": told},
        )
        assert outcome.text, told


@pytest.mark.parametrize(
    ("text", "language"), [("that was over in oakland in 2017", "en"), ("eso fue en oakland hace años", "es")]
)
def test_where_it_happened_does_not_send_a_person_elsewhere(text: str, language: str) -> None:
    slots = {"services_intent": "need_legal_other", "services_told": ["baylegal_civil"]}
    entities = {"place": "Oakland", "county": "alameda"}
    outcome = run(NoteFact(), "provide_county", text, language=language, entities=entities, slots=slots)
    assert "800-551-5554" in outcome.text
    assert "211" not in outcome.text


@pytest.mark.parametrize(
    ("text", "places", "meant"),
    [
        ("i live in vallejo, no sorry, now im in pittsburg", ("vallejo", "pittsburg"), "pittsburg"),
        ("vivo en vallejo, no perdon, ahora estoy en pittsburg", ("vallejo", "pittsburg"), "pittsburg"),
        ("im in brentwood now, the job was in stockton", ("brentwood", "stockton"), "brentwood"),
        (
            "san joaquin. wait, i live in brentwood, i worked in stockton",
            ("brentwood", "stockton"),
            "brentwood",
        ),
        ("i work in danville but i stay in bay point", ("danville", "bay point"), "bay point"),
        ("la casa es en orinda y yo vivo en pittsburg", ("orinda", "pittsburg"), "pittsburg"),
        ("i used to live in rodeo, im at hercules", ("rodeo", "hercules"), "rodeo"),
        ("perdon no es antioch es rodeo", ("antioch", "rodeo"), "rodeo"),
        ("not in antioch", ("antioch",), "antioch"),
        ("the shop is pinole, i live hercules", ("pinole", "hercules"), "hercules"),
        ("orinda era antes, ahorita es moraga", ("orinda", "moraga"), "moraga"),
    ],
)
def test_of_two_places_the_one_put_right_counts(text: str, places: tuple[str, ...], meant: str) -> None:
    tracker = tracker_of("provide_county", text)
    tracker.latest_message["entities"] = [
        {"entity": "place", "value": one, "start": text.index(one), "end": text.index(one) + len(one)}
        for one in places
    ]
    assert turn.entity(tracker, "place") == meant


@pytest.mark.parametrize(
    ("language", "place", "county", "name"),
    [
        ("en", "Oakley", "contra_costa", "utter_place_noted"),
        ("es", "Oakley", "contra_costa", "utter_place_noted"),
        ("en", "Vallejo", "solano", "utter_again_elsewhere"),
    ],
)
def test_a_place_after_an_answer_is_to_be_said_on_the_call(language, place, county, name) -> None:
    outcome = run(
        NoteFact(),
        "provide_county",
        place.lower(),
        language=language,
        entities={"place": place, "county": county},
        slots={"answer_told": "s_work_control"},
    )
    assert outcome.texts == [sentence(name, language, place=place)]


def test_the_office_of_this_county_is_not_named_to_who_lives_in_another() -> None:
    outcome = run(
        NoteFact(),
        "provide_age",
        "41, estoy en oakland",
        language="es",
        entities={"age": "41", "place": "Oakland", "county": "alameda"},
        slots={"answer_told": "s_tcvap_who"},
    )
    assert outcome.texts == [sentence("utter_again_elsewhere", "es", place="Oakland")]


def test_whether_a_town_is_in_this_county_is_no_question_whom_they_serve() -> None:
    outcome = run(
        NoteFact(),
        "provide_county",
        "vivo en san pablo, eso es contra costa verdad?",
        language="es",
        entities={"place": "San Pablo", "county": "contra_costa"},
        slots={"answer_told": "s_work_control"},
    )
    assert "condado de Contra Costa" in outcome.text


@pytest.mark.parametrize(
    ("text", "place"), [("el sobrante", "El Sobrante"), ("rodeo rn but i can take bart", "Rodeo")]
)
def test_a_place_told_after_a_need_asks_for_no_ride(text: str, place: str) -> None:
    asked = run(FindServices(), "need_shelter", "i need a bed")
    said = [{"event": "bot", "text": asked.texts[0]}]
    entities = {"place": place, "county": "contra_costa"}
    outcome = run(NoteFact(), "provide_county", text, entities=entities, slots=asked.slots, history=said)
    assert outcome.text.startswith(f"OK, {place}.")


@pytest.mark.parametrize(
    ("text", "language"),
    [("id sooner not put my papers in here", "en"), ("eso de mis papeles no se lo digo", "es")],
)
def test_who_keeps_their_papers_to_themselves_is_never_told_to_say_them(text: str, language: str) -> None:
    asked = run(FindServices(), "need_unpaid_wages", "they did not pay me", language=language)
    told = run(NoteFact(), "provide_immigration_status", text, language=language, slots=asked.slots)
    assert told.text == sentence("utter_provide_immigration_status", language)
