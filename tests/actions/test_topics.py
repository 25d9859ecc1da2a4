import pytest

from actions import answer_question, topics
from actions.collaborators import questions, responses
from actions.facets import FACETS
from actions.tables import answer_rows, need_rows
from tests.actions.turns import tracker_of


def of(text: str = "x", intent: str = "nlu_fallback", **slots) -> str | None:
    found = topics.of(tracker_of(intent, text, slots=slots))
    return found.name if found else None


def test_every_answer_and_response_of_a_topic_exists() -> None:
    said = {one for topic in topics.topics().values() for row in topic.facets.values() for one in row}
    said |= {one for topic in topics.topics().values() for one in (topic.status, topic.young) if one}
    assert {one for one in said if one.startswith("utter_")} <= responses().names
    assert {one for one in said if not one.startswith("utter_")} <= questions().ids


def test_every_kind_of_question_of_a_topic_has_examples() -> None:
    known = FACETS[0].read_text(encoding="utf-8")
    kinds = {kind for topic in topics.topics().values() for kind in (*topic.facets, *topic.outright)}
    assert [kind for kind in sorted(kinds) if f"\n{kind}:\n" not in known and kind != "languages"] == []


def test_every_need_of_a_topic_is_an_intent_with_an_action() -> None:
    needs = {need for topic in topics.topics().values() for need in topic.needs}
    assert needs <= set(need_rows()) | set(answer_rows())


def test_a_topic_without_a_service_to_ask_has_reviewed_answers_alone() -> None:
    said = {one for topic in topics.topics().values() if not topic.services for one in topic.facets.values()}
    of_any = set(topics.topics()[topics.ANY].facets.values())
    assert [one for row in said - of_any for one in row if one.startswith("utter_")] == []


def test_what_the_message_names_stands_before_what_was_told() -> None:
    assert of("how long does a t visa last", answer_told="s_tcvap_who") == "t_visa"
    assert of("how long does it last", answer_told="s_tcvap_who") == "tcvap"


def test_a_word_for_any_help_names_no_topic() -> None:
    assert of("how long for the food") is None


@pytest.mark.parametrize(
    ("slots", "topic"),
    [
        ({"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}, "shelter"),
        ({"services_told": ["cc_211_referral"], "services_intent": "need_food_basics"}, "food"),
        ({"services_told": ["wage_claim"], "services_intent": "need_unpaid_wages"}, "wage_claim"),
        ({"answer_told": "s_u_visa"}, "u_visa"),
        ({"answer_told": "c_where_report"}, "tip"),
        ({"answer_told": "e_missing"}, "missing"),
        ({"answer_told": "s_family", "services_told": ["t_visa", "stcc_immigration"]}, "t_visa"),
        ({"partner_told": "stand"}, None),
        ({}, None),
    ],
)
def test_what_was_told_last_is_the_topic(slots, topic) -> None:
    assert of(**slots) == topic


def test_an_answer_that_goes_on_about_the_topic_keeps_it() -> None:
    tracker = tracker_of("nlu_fallback", "x", slots={"answer_told": "s_t_visa"})
    assert topics.carried(tracker, "s_family")[0] == "t_visa"
    assert topics.carried(tracker, "c_where_report") == []


def test_an_answer_has_one_topic_at_home() -> None:
    homes = [answer for topic in topics.topics().values() for answer in topic.answers]
    assert len(homes) == len(set(homes))
    assert answer_question.questions().ids >= set(homes)
