from actions import repeats
from actions.find_services import FindServices
from actions.note_fact import NoteFact
from actions.show_more import ShowMore
from tests.actions.turns import run, tracker_of

TOLD = {"services_told": ["cc_211_referral"], "services_intent": "need_food_basics"}


def heard(text: str, said: str, now: str) -> list[dict[str, str]]:
    """A message, its answer, and the message that is answered now."""
    return [{"event": "user", "text": text}, {"event": "bot", "text": said}, {"event": "user", "text": now}]


def first() -> str:
    return run(FindServices(), "need_food_basics", "i need food").text


def test_the_words_of_the_last_answer_are_known() -> None:
    tracker = tracker_of("nlu_fallback", "and you")
    tracker.events = heard("hi", "Hello there.", "and you")
    assert repeats.is_again(tracker, "Hello there.")
    assert not repeats.is_again(tracker, "Goodbye.")


def test_who_asks_the_same_again_may_hear_the_same() -> None:
    tracker = tracker_of("nlu_fallback", "hi")
    tracker.events = heard("Hi", "Hello there.", "hi")
    assert not repeats.is_again(tracker, "Hello there.")


def test_a_town_told_after_a_list_gets_what_it_changes() -> None:
    now = "im in antioch"
    outcome = run(
        NoteFact(),
        "provide_county",
        now,
        entities={"place": "Antioch", "county": "contra_costa"},
        slots=TOLD,
        history=heard("i need food", first(), now),
    )
    assert outcome.text.startswith("OK, Antioch.")
    assert "211" in outcome.text


def test_a_place_far_away_gets_the_number_that_knows_it() -> None:
    now = "she lives in fresno"
    outcome = run(
        NoteFact(),
        "provide_county",
        now,
        entities={"place": "Fresno", "county": "other_california"},
        slots=TOLD,
        history=heard("i need food", first(), now),
    )
    assert "Fresno" in outcome.text
    assert "dial 211" in outcome.text


def test_more_of_the_same_need_is_not_the_same_list_again() -> None:
    now = "soap and shampoo too"
    outcome = run(
        FindServices(), "need_food_basics", now, slots=TOLD, history=heard("i need food", first(), now)
    )
    assert first() not in outcome.text
    assert "211" in outcome.text


def test_another_number_is_one_not_yet_shown() -> None:
    said = "CA Labor Commissioner: 1-833-526-4636. Or US Wage and Hour Division: 1-866-487-9243."
    now = "got another number"
    left = {"services_left": ["whd_complaint"]}
    outcome = run(ShowMore(), "ask_more", now, slots=left, history=heard("no pay", said, now))
    assert "487-9243" not in outcome.text
    assert "800-670-7273" in outcome.text
    again = run(ShowMore(), "ask_more", "more", slots=left, history=heard("no pay", said, "more"))
    assert "487-9243" in again.text
