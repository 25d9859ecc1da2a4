import pytest

from actions import speakers
from actions.collaborators import questions, responses
from tests.actions.turns import tracker_of

CHILD, MINOR, TIP, PHONE = (speakers.speakers()[name] for name in ("child", "minor", "tip", "phone"))


def test_nobody_is_known_before_anything_was_said() -> None:
    assert speakers.of(tracker_of("nlu_fallback", "what do i do")) is None


@pytest.mark.parametrize(
    ("told", "expected"), [("other", CHILD), ("minor", MINOR), ("staff", speakers.staff())]
)
def test_the_door_tells_who_it_gave_the_numbers_to(told: str, expected: speakers.Speaker) -> None:
    assert speakers.of(tracker_of("nlu_fallback", "what now?", door={"told": told})) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("s_missing_wait", CHILD),
        ("s_shelter_youth", MINOR),
        ("c_where_report", TIP),
        ("s_phone_safety", PHONE),
    ],
)
def test_the_answer_told_last_tells_who_asked_for_it(answer: str, expected: speakers.Speaker) -> None:
    assert speakers.of(tracker_of("nlu_fallback", "what now?", slots={"answer_told": answer})) == expected


def test_an_answer_for_anybody_tells_nothing_of_who_writes() -> None:
    assert speakers.of(tracker_of("nlu_fallback", slots={"answer_told": "s_t_visa"})) is None


@pytest.mark.parametrize(("asker", "expected"), [("family_or_friend", CHILD), (None, MINOR)])
def test_an_age_under_18_is_of_the_writer_or_of_whom_they_write(
    asker: str | None, expected: speakers.Speaker
) -> None:
    entities = {"age": "16"} | ({"asker": asker} if asker else {})
    assert speakers.of(tracker_of("ask_minor_csec", "what now?", entities=entities)) == expected


def test_an_adult_is_no_minor() -> None:
    assert speakers.of(tracker_of("ask_minor_csec", entities={"age": "19"})) is None


def test_an_age_told_before_still_counts() -> None:
    assert speakers.of(tracker_of("nlu_fallback", slots={"situation": {"age_now": 17}})) == MINOR


def test_staff_stay_staff_whatever_was_told_since() -> None:
    held = {"school_told": True, "answer_told": "c_where_report"}
    assert speakers.of(tracker_of("nlu_fallback", slots=held)) == speakers.staff()


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ({"asker": "health_worker", "age": "16"}, True),
        ({"asker": "school_staff", "under_18": "true"}, True),
        ({"asker": "health_worker", "age": "35"}, False),
        ({"asker": "family_or_friend", "age": "16"}, False),
        ({"age": "16"}, False),
    ],
)
def test_who_must_report_is_school_or_health_staff_with_a_minor(
    entities: dict[str, str], expected: bool
) -> None:
    assert speakers.must_report(tracker_of("ask_minor_csec", entities=entities)) is expected


def test_a_need_is_given_up_only_for_what_is_surely_meant() -> None:
    need, unclear = tracker_of("need_shelter"), tracker_of("nlu_fallback")
    assert CHILD.at_least(need) > CHILD.at_least(unclear)
    need.latest_message["intent"]["confidence"] = 0.35
    assert CHILD.at_least(need) == CHILD.at_least(unclear)


def test_every_speaker_has_its_default_among_its_answers() -> None:
    for name, one in speakers.speakers().items():
        assert one.default is None or one.default in one.row.among or one.default in responses().names, name
        assert not one.never & set(one.row.among), name


def test_every_answer_of_a_speaker_exists() -> None:
    named = {id for one in speakers.speakers().values() for id in {*one.row.among, *one.after, *one.never}}
    assert named <= questions().ids


def test_what_is_said_to_staff_is_not_said_to_a_friend() -> None:
    assert CHILD.is_spoken_to_others("e_how_sure")
    assert CHILD.is_spoken_to_others("s_arrest_minor")
    assert not CHILD.is_spoken_to_others("e_missing")
    assert not CHILD.is_spoken_to_others("s_t_visa")
    assert not speakers.staff().is_spoken_to_others("e_how_sure")


def test_an_age_of_a_child_told_about_an_offered_bed_is_no_alarm() -> None:
    entities = {"age": "15", "asker": "family_or_friend"}
    offered = {"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}
    asked = "do they take boys? my son is 15"
    household = speakers.of(tracker_of("ask_minor_csec", asked, entities=entities, slots=offered))
    assert household == speakers.speakers()["household"]
    at_risk = tracker_of("ask_minor_csec", asked, entities=entities, slots=offered, door={"told": "other"})
    assert speakers.of(at_risk) == CHILD


def test_what_a_parent_tells_is_no_fear_of_being_reported() -> None:
    told = speakers.of(tracker_of("nlu_fallback", "ya puse reporte", door={"told": "other"}))
    asked = speakers.of(tracker_of("nlu_fallback", "me van a reportar?", door={"told": "other"}))
    assert told is not None
    assert "s_line_reports" not in told.row.among
    assert asked == CHILD


def test_whoever_works_for_a_client_is_not_told_that_they_must_report() -> None:
    entities = {"asker": "advocate_or_navigator"}
    navigator = speakers.of(tracker_of("ask_mandated_reporter", "she has not reported", entities=entities))
    assert navigator == speakers.speakers()["navigator"]
    assert navigator.is_spoken_to_others("e_begged_secret")


def test_who_asks_what_another_wrote_is_told_nothing() -> None:
    holder = speakers.of(tracker_of("ask_privacy_confidentiality", "soy su esposo, que les dijo ella"))
    assert holder is not None
    assert holder.default == "utter_not_told"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("do you tell my wife what i wrote", False),
        ("le cuentan a mi esposo lo que escribo", False),
        ("what has my wife been writing to you people", True),
        ("que les ha escrito mi novia", True),
    ],
)
def test_who_fears_for_their_own_words_holds_no_phone_of_another(text: str, held: bool) -> None:
    assert (speakers.by_saying(text) == "holder") is held
