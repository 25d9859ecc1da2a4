import pytest

from knowledge.safety.book import CLASSES
from knowledge.safety.screen import WORDS, Screening, Signal
from navigator_api.chat import crisis


def screening(*classes: str, lowered=(), speaker="self", minor_by_age_only=False) -> Screening:
    return Screening(classes, lowered, (), speaker, minor_by_age_only)


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        (screening("immediate_danger"), "utter_safety_immediate_danger"),
        (screening("immediate_danger", "minor_at_risk", speaker="staff"), "utter_safety_immediate_danger"),
        (screening("self_harm"), "utter_safety_self_harm"),
        (screening("self_harm", speaker="other"), "utter_safety_self_harm_other"),
        (screening("self_harm", speaker="staff"), "utter_safety_self_harm_other"),
        (screening("medical"), "utter_safety_medical"),
        (screening("minor_at_risk"), "utter_safety_minor"),
        (screening("minor_at_risk", speaker="staff"), "utter_safety_minor_staff"),
        (screening("minor_at_risk", speaker="other"), "utter_safety_minor_other"),
        (screening("cannot_talk"), "utter_safety_cannot_talk"),
        (screening("immediate_danger", "cannot_talk"), "utter_safety_danger_and_watched"),
        (screening("medical", "cannot_talk"), "utter_safety_medical"),
        (screening("immediate_danger", "cannot_talk", speaker="other"), "utter_safety_immediate_danger"),
        (screening("self_harm", "medical"), "utter_safety_self_harm"),
        (screening("immediate_danger", "minor_at_risk"), "utter_safety_minor_danger"),
        (screening("self_harm", "cannot_talk"), "utter_safety_self_harm"),
        (screening("self_harm", "minor_at_risk", minor_by_age_only=True), "utter_safety_self_harm"),
    ],
)
def test_the_most_urgent_class_chooses_the_answer(seen: Screening, name: str) -> None:
    assert crisis.answers_at_once(seen, {}, 0)
    assert crisis.response_for(seen, {}, 0.0) == name


def with_signals(classes, *signals, speaker="self") -> Screening:
    heard = tuple(Signal(name, cls, "en", lowered=False) for name, cls in signals)
    return Screening(classes, (), heard, speaker, False)


def test_somebody_near_by_does_not_keep_the_writer_from_calling() -> None:
    near = with_signals(("immediate_danger", "cannot_talk"), ("quiet.present.en", "cannot_talk"))
    assert crisis.response_for(near, {}, 0.0) == "utter_safety_immediate_danger"
    assert not crisis.must_be_brief(near)
    read = with_signals(("immediate_danger", "cannot_talk"), ("quiet.watched.en", "cannot_talk"))
    assert crisis.response_for(read, {}, 0.0) == crisis.WATCHED


def test_a_client_who_means_to_die_is_no_attack_though_a_cue_says_so() -> None:
    signals = ("danger.force.en", "immediate_danger"), (WORDS, "self_harm")
    seen = with_signals(("immediate_danger", "self_harm"), *signals, speaker="staff")
    assert crisis.response_for(seen, {}, 0.0) == "utter_safety_self_harm_other"
    unsure = with_signals(("immediate_danger", "self_harm"), signals[0], speaker="staff")
    assert crisis.response_for(unsure, {}, 0.0) == "utter_safety_immediate_danger"


def test_a_wound_is_sent_an_ambulance_though_a_cue_says_harm_and_again_while_it_bleeds() -> None:
    signals = ("danger.harm_said.es", "immediate_danger"), ("medical.bleeding.es", "medical")
    seen = with_signals(("immediate_danger", "medical"), *signals, (WORDS, "medical"))
    assert crisis.response_for(seen, {}, 0.0) == "utter_safety_medical"
    unsure = with_signals(("immediate_danger", "medical"), *signals)
    assert crisis.response_for(unsure, {}, 0.0) == "utter_safety_immediate_danger"
    assert crisis.response_for(screening("medical"), {"medical": 100.0}, 101.0) == "utter_safety_medical"


def test_staff_get_the_steps_where_only_the_words_about_a_pupil_sound_like_danger() -> None:
    by_words = (WORDS, "immediate_danger"), ("minor.school.en", "minor_at_risk")
    seen = with_signals(("immediate_danger", "minor_at_risk"), *by_words, speaker="staff")
    assert crisis.response_for(seen, {}, 0.0) == crisis.STAFF
    plain = ("danger.weapon.en", "immediate_danger"), by_words[1]
    seen = with_signals(("immediate_danger", "minor_at_risk"), *plain, speaker="staff")
    assert crisis.response_for(seen, {}, 0.0) == "utter_safety_immediate_danger"


@pytest.mark.parametrize("speaker", ["self", "other"])
def test_who_took_something_is_sent_an_ambulance_before_a_talk(speaker: str) -> None:
    taken = with_signals(("self_harm", "medical"), ("medical.overdose.en", "medical"), speaker=speaker)
    assert crisis.response_for(taken, {}, 0.0) == crisis.TAKEN
    wish = with_signals(("self_harm", "medical"), ("medical.signs.en", "medical"))
    assert crisis.response_for(wish, {}, 0.0) == "utter_safety_self_harm"


def test_what_only_the_words_together_say_is_surmised() -> None:
    assert crisis.is_surmised(with_signals(("medical",), (WORDS, "medical")))
    assert not crisis.is_surmised(with_signals(("medical",), (WORDS, "medical"), ("cue", "medical")))
    assert not crisis.is_surmised(screening())


def test_an_age_alone_does_not_hold_back_the_question_beside_it() -> None:
    assert not crisis.answers_at_once(screening("minor_at_risk", minor_by_age_only=True), {}, 0)
    assert not crisis.answers_at_once(screening(lowered=("self_harm",)), {}, 0)


def test_more_about_a_minor_after_the_numbers_is_a_question_to_answer() -> None:
    told = {"minor_at_risk": 100.0, "immediate_danger": 100.0}
    assert not crisis.answers_at_once(screening("minor_at_risk"), told, 200.0)
    assert crisis.answers_at_once(screening("minor_at_risk"), told, 100.0 + crisis.REPEAT_SECONDS)
    assert crisis.answers_at_once(screening("immediate_danger", "minor_at_risk"), told, 200.0)


def test_the_same_class_within_ten_minutes_gets_the_short_form() -> None:
    seen = screening("self_harm")
    assert crisis.response_for(seen, {"self_harm": 100.0}, 699.0) == crisis.SHORT
    assert crisis.response_for(seen, {"self_harm": 100.0}, 700.0) == "utter_safety_self_harm"


def test_another_class_answers_in_full_at_once() -> None:
    assert crisis.response_for(screening("immediate_danger"), {"self_harm": 100.0}, 101.0) == (
        "utter_safety_immediate_danger"
    )


def test_a_watched_writer_in_danger_is_never_answered_short() -> None:
    seen = screening("immediate_danger", "cannot_talk")
    assert crisis.response_for(seen, {"immediate_danger": 100.0}, 101.0) == "utter_safety_danger_and_watched"


def test_only_a_watched_writer_is_forgotten() -> None:
    assert crisis.must_be_brief(screening("self_harm", "cannot_talk"))
    assert not crisis.must_be_brief(screening("self_harm"))


def test_every_class_of_the_screen_has_an_answer_that_exists(responses) -> None:
    for name in CLASSES:
        assert crisis.response_for(screening(name), {}, 0.0) in responses.names
    assert not crisis.RESPONSES - responses.names


@pytest.mark.parametrize(
    ("seen", "name", "before", "after"),
    [
        (screening("minor_at_risk"), crisis.MINOR, None, "minor"),
        (screening("minor_at_risk"), crisis.SHORT, "other", "minor"),
        (screening("minor_at_risk", speaker="other"), "utter_safety_minor_other", None, "other"),
        (screening("minor_at_risk", speaker="staff"), crisis.STAFF, None, "staff"),
        (screening("immediate_danger", "minor_at_risk", speaker="staff"), crisis.SHORT, None, "staff"),
        (screening("minor_at_risk"), crisis.MINOR, "staff", "staff"),
        (screening("self_harm"), "utter_safety_self_harm", "minor", "minor"),
        (screening("self_harm"), "utter_safety_self_harm", None, None),
    ],
)
def test_who_writes_of_a_minor_is_kept(seen: Screening, name: str, before, after) -> None:
    assert crisis.told(seen, name, before) == after
