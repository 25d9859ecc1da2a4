from datetime import date

import pytest

from actions.collaborators import responses, rules
from actions.read_answer import SKIP, complete, payload, read, values
from bot.text.language import LANGUAGES

TODAY = date(2026, 11, 22)


def options_of(question: str):
    return {one: responses().reply(f"utter_screening_ask_{question}", one).options for one in LANGUAGES}


def heard(field: str, text: str):
    return read(rules().fields.by_id[field].type, options_of(field), text, TODAY)


@pytest.mark.parametrize(
    "text", ["skip", "SKIP", "idk", "Saltar", "no se", "no sé", "prefiero no decir", "pass"]
)
@pytest.mark.parametrize("field", ["about_whom", "age_now", "harmed_under_18", "household"])
def test_every_question_can_be_skipped_in_either_language(field: str, text: str) -> None:
    assert heard(field, text) == SKIP


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("about_whom", "the number 2", "child_or_teen"),
        ("about_whom", "i have 2", None),
        ("about_whom", "2", "child_or_teen"),
        ("about_whom", "A child or teen", "child_or_teen"),
        ("about_whom", "menor de edad", "child_or_teen"),
        ("about_whom", "anothr adult", "another_adult"),
        ("about_whom", "its another adult", "another_adult"),
        ("about_whom", "9", None),
        ("about_whom", "the weather is nice", None),
        ("harmed_under_18", "yes", True),
        ("harmed_under_18", "yeah it did", True),
        ("harmed_under_18", "nope", False),
        ("harmed_under_18", "si", True),
        ("harmed_under_18", "maybe later", None),
        ("harmed_under_18", "no one ever told me what any of this was about", None),
        ("age_now", "25", [25, 25]),
        ("age_now", "im 17", [17, 17]),
        ("age_now", "tiene como 30 o 35", [30, 35]),
        ("age_now", "7", [7, 7]),
        ("age_now", "old", None),
        ("monthly_income", "about 1,200", [1200, 1200]),
        ("monthly_income", "nothing", [0, 0]),
        ("monthly_income", "nada", [0, 0]),
        ("harm_last_date", "2021", "2021"),
        ("harm_last_date", "it ended in march 2022", "2022"),
        ("harm_last_date", "last year", "2025"),
        ("harm_last_date", "este año", "2026"),
        ("harm_last_date", "hace mucho", None),
        ("household", "1 3", ["child_under_18", "pregnant"]),
        ("household", "1,3", ["child_under_18", "pregnant"]),
        ("household", "3", "pregnant"),
        ("household", "embarazo", "pregnant"),
        ("household", "none", "none"),
        ("household", "nada", "none"),
    ],
)
def test_answers_are_read_by_number_by_words_and_with_slips(field: str, text: str, value: object) -> None:
    assert heard(field, text) == value


@pytest.mark.parametrize("question", ["choose", "safe_check"])
def test_our_own_questions_are_read_too(question: str) -> None:
    first = options_of(question)["en"][0]
    assert read("enum", options_of(question), "1", TODAY) == values(first.payload)


@pytest.mark.parametrize(
    ("choice", "value"),
    [("yes", True), ("no", False), ("skip", SKIP), ("0-17", [0, 17]), ("a_b", "a_b"), ("a+b", ["a", "b"])],
)
def test_a_payload_stands_for_a_value(choice: str, value: object) -> None:
    assert values(payload(choice)) == value


def test_a_set_is_whole_only_when_every_value_was_shown() -> None:
    """Of a shortened list "none of these" rules nothing out."""
    fields = rules().fields.by_id
    whole, cut = fields["crime_places"], fields["harm_types"]
    shown = {name: options_of(name)["en"] for name in ("crime_places", "harm_types")}
    assert complete(whole, shown["crime_places"], "california") == {
        "values": ["california"],
        "complete": True,
    }
    assert complete(cut, shown["harm_types"], "none") == SKIP
    assert complete(cut, shown["harm_types"], ["labor_trafficking"])["complete"] is False
    assert complete(cut, shown["harm_types"], SKIP) == SKIP


@pytest.mark.parametrize("name", sorted(n for n in responses().names if n.startswith("utter_screening_ask_")))
def test_every_choice_that_is_shown_is_a_value_that_the_rules_take(name: str) -> None:
    from knowledge.rules.facts import read_facts

    field = rules().fields.by_id.get(name.removeprefix("utter_screening_ask_"))
    for option in responses().reply(name, "en").options:
        value = values(option.payload)
        if field is not None:
            taken = complete(field, responses().reply(name, "en").options, value)
            read_facts(rules().fields, {field.id: taken}, on=TODAY)
