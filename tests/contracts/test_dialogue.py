"""What Rasa's files and ours must agree on."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from actions import answer_question
from actions.tables import answer_rows, need_rows
from tests.facts import FACTS

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
ENOUGH = 15


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


DOMAIN = read(BOT / "domain" / "_shared.yml")
INTENTS = sorted(DOMAIN["intents"])
PICKED = "choose"  # what an option of a list stands for: it is never typed, so it has no examples


def examples(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in (BOT / "data" / "nlu").glob(f"*.{language}.yml"):
        for row in read(path)["nlu"]:
            lines = [line[2:] for line in row["examples"].splitlines()]
            assert row["intent"] not in found, f"{path.name}: {row['intent']} has examples in two files"
            found[row["intent"]] = lines
    return found


EXAMPLES = {"en": examples("en"), "es": examples("es")}


def rules() -> list[dict]:
    return [rule for path in (BOT / "data" / "rules").glob("*.yml") for rule in read(path)["rules"]]


def general_rules() -> list[dict]:
    """Those that hold anywhere, not only within a form."""
    return [rule for rule in rules() if "condition" not in rule]


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c))))


def asked_in_tests() -> dict[str, str]:
    """Sentences that judge the assistant, in plain form; one or two words are too common to be anybody's."""
    found = {}
    for path in (ROOT / "tests" / "conversations").glob("*.*.yml"):
        found |= {plain(row["text"]): path.name for row in yaml.safe_load(path.read_text(encoding="utf-8"))}
    source = (ROOT / "tests" / "conversations" / "test_end_to_end.py").read_text(encoding="utf-8")
    found |= {
        plain(text): "test_end_to_end.py" for text in re.findall(r'pytest\.param\(\s*"([^"]+)"', source)
    }
    for path in (ROOT / "tests" / "conversations" / "stories").glob("test_*.yml"):
        said = [step["user"] for story in read(path)["stories"] for step in story["steps"] if "user" in step]
        found |= {plain(text): path.name for text in said if not text.startswith("/")}
    return {text: where for text, where in found.items() if len(text.split()) > 2}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted({*INTENTS} - {PICKED}))
def test_every_intent_has_examples_in_both_languages(intent: str, language: str) -> None:
    assert len(EXAMPLES[language].get(intent, [])) >= ENOUGH


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_examples_are_for_an_intent_that_does_not_exist(language: str) -> None:
    assert EXAMPLES[language].keys() - set(INTENTS) == set()


def test_no_example_stands_twice() -> None:
    """The same plain sentence under two intents would teach both; within one it only weighs double."""
    counted = Counter(
        plain(text) for by_intent in EXAMPLES.values() for lines in by_intent.values() for text in set(lines)
    )
    twice = {text for text, count in counted.items() if count > 1 and len(text.split()) > 2}
    assert twice == set()


def test_no_test_sentence_is_training_data() -> None:
    asked = asked_in_tests()
    assert len(asked) > 700
    taught = {
        plain(text) for by_intent in EXAMPLES.values() for lines in by_intent.values() for text in lines
    }
    for path in (BOT / "screen").glob("*.yml"):
        taught |= {plain(text) for lines in read(path).values() for text in lines}
    assert taught & asked.keys() == set()


def test_every_intent_is_answered_by_exactly_one_rule() -> None:
    counted = Counter(rule["steps"][0]["intent"] for rule in general_rules())
    assert counted == Counter([*INTENTS, "nlu_fallback"])


@pytest.mark.parametrize("form", sorted(DOMAIN["forms"]))
def test_every_form_yields_to_danger_and_to_what_ends_a_talk(form: str) -> None:
    """Without its own rule the form would put its question again under an answer to danger."""
    ending = {
        rule["steps"][0]["intent"]
        for rule in rules()
        if {"active_loop": form} in rule.get("condition", []) and {"active_loop": None} in rule["steps"]
        if "intent" in rule["steps"][0]
    }
    emergencies = {"immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"}
    assert ending >= emergencies | {"goodbye", "stop_messages", "delete_history"} | need_rows().keys()


def test_a_form_answers_an_intent_with_what_answers_it_elsewhere() -> None:
    usual = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in general_rules()}
    for rule in rules():
        if "condition" in rule and "intent" in rule["steps"][0]:
            assert rule["steps"][1]["action"] == usual[rule["steps"][0]["intent"]], rule["rule"]


def test_every_rule_answers_with_an_action_or_response_that_exists() -> None:
    named = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    responses = {
        name for path in (BOT / "domain" / "responses").glob("*.yml") for name in read(path)["responses"]
    }
    rasas_own = {"action_deactivate_loop"}
    assert named - responses - set(DOMAIN["actions"]) - set(DOMAIN["forms"]) - rasas_own == set()


def test_every_custom_action_of_the_domain_has_a_class_and_the_reverse() -> None:
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(DOMAIN["actions"])


def test_every_intent_that_asks_for_services_has_a_need_that_exists() -> None:
    sent = {
        rule["steps"][0]["intent"]
        for rule in general_rules()
        if rule["steps"][-1].get("action") == "action_find_services"
    }
    assert sent == need_rows().keys()
    needs = {need["id"] for need in read(FACTS / "taxonomy.yaml")["needs"]}
    services = {service["id"] for service in read(FACTS / "services.yaml")["services"]}
    for row in need_rows().values():
        assert set(row.usual.needs) <= needs
        assert {*row.usual.first, *row.usual.under_18} <= services


def test_every_intent_that_asks_a_question_has_answers_that_exist() -> None:
    sent = {
        rule["steps"][0]["intent"]
        for rule in general_rules()
        if rule["steps"][-1].get("action") == "action_answer_question"
    }
    assert (sent - {PICKED}) | {answer_question.STAFF} == answer_rows().keys()
    known = {
        entry["id"] for path in (FACTS / "answers").glob("*.yaml") for entry in read(path).get("entries", [])
    }
    for intent, row in answer_rows().items():
        asked = {row.default, *(row.among if row.among != "every" else ())}
        assert {one for one in asked if not one.startswith("utter_")} <= known, intent
