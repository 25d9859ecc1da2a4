import pytest

from actions import about_told
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
