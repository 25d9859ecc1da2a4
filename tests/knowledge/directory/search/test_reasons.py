"""Why a service is shown, and what is not known of it: in both languages."""

import re
from typing import get_args

import pytest
import yaml
from sqlmodel import Session

from knowledge.directory.search.facets import UNKNOWN, facet
from knowledge.directory.search.find import Hit
from knowledge.directory.search.fulltext import FIELDS
from knowledge.directory.search.query import Query, unknowns
from knowledge.directory.search.reasons import REASONS, Kind, Reason, say, say_unknown
from tests.knowledge.directory.search.cases import found

TEXTS = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
ASKED = Query(place="alameda", age=16, language="vi", cost="free", mode="call")


def hit(session: Session, service_id: str, **asked: object) -> Hit:
    return next(one for one in found(session, **asked, per_page=100).hits if one.service_id == service_id)


def kinds(one: Hit) -> set[str]:
    return {reason.kind for reason in one.because}


def test_every_kind_of_reason_has_words_in_both_languages_with_the_same_braces() -> None:
    assert set(TEXTS["reasons"]) == set(get_args(Kind))
    for section in ("reasons", "unknown", "fields", "modes", "languages"):
        for name, words in TEXTS[section].items():
            assert set(words) == {"en", "es"}, name
            braces = [sorted(re.findall(r"{\w+}", words[language])) for language in ("en", "es")]
            assert braces[0] == braces[1], name
    assert set(TEXTS["fields"]) == set(FIELDS)


def test_whatever_may_be_unknown_has_words() -> None:
    names = unknowns(
        ASKED, " ".join(facet(kind, UNKNOWN) for kind in ("area", "age", "language", "cost", "mode"))
    )
    assert {*names, "hours"} == set(TEXTS["unknown"])
    assert say_unknown("hours", "es").startswith("No se sabe su horario")


def test_no_reason_promises_anything() -> None:
    for section in ("reasons", "unknown"):
        said = " ".join(words[language] for words in TEXTS[section].values() for language in words).lower()
        assert not re.search(r"qualif|eligible|guarante|will help|califica|garantiza|seguro que", said)


def test_a_word_that_was_found_is_named_with_its_place(session: Session) -> None:
    said = [say(one, "en") for one in hit(session, "stand_shelter", text="shelter").because]
    assert '"shelter" is in its name' in said


def test_a_synonym_names_both_words(session: Session) -> None:
    reason = next(one for one in hit(session, "dv_line", text="me golpea").because if one.kind == "synonym")
    assert (reason.typed, reason.field) == ("me golpea", "name")
    assert "domestic violence" in say(reason, "en") or "violencia dom" in say(reason, "en")


def test_a_misspelt_word_is_told_as_it_was_read(session: Session) -> None:
    reason = next(one for one in hit(session, "calworks", text="calwrks").because if one.kind == "spelling")
    assert say(reason, "es") == "«calwrks» se leyó como «calworks», que está en su nombre"


def test_the_need_behind_a_word_is_told(session: Session) -> None:
    because = hit(session, "cc_211_referral", text="aventon").because
    reason = next(one for one in because if one.kind == "need_behind_word")
    assert say(reason, "en") == 'Who writes "aventon" may need: Find local help'


def test_nearness_in_meaning_is_told_with_its_measure(session: Session) -> None:
    reasons = hit(session, "wage_claim", text="my employer keeps my salary").because
    near = [one.nearness for one in reasons if one.kind in {"meaning", "need_in_meaning"}]
    assert near
    assert all(one is not None and 0.4 <= one <= 1.01 for one in near)


def test_filters_that_fit_are_reasons_and_those_unknown_are_not(session: Session) -> None:
    known = hit(
        session, "crisis_988", place="other_us", language="es", cost="free", mode="text", open_now=True
    )
    assert kinds(known) == {"place", "language", "cost", "mode", "open_now", "who_answers"}
    vague = hit(session, "dv_line", cost="free", age=30)
    assert "cost" not in kinds(vague)
    assert "age" in kinds(vague)
    assert vague.unknown == ("cost",)


def test_a_need_asked_for_is_named(session: Session) -> None:
    reason = next(one for one in hit(session, "tcvap", needs=("food",)).because if one.kind == "need")
    assert (say(reason, "en"), say(reason, "es")) == (
        "It meets the need: Food",
        "Atiende la necesidad: Comida",
    )


def test_who_answers_is_told_where_it_is_known(session: Session) -> None:
    assert "law enforcement" not in " ".join(kinds(hit(session, "dv_line")))
    said = [say(one, "en") for one in hit(session, "dv_line").because]
    assert "Who answers: Trained advocate (not police, not a lawyer)" in said


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_language_without_a_name_is_told_by_its_code(language: str) -> None:
    assert say(Reason("language", code="qu"), language).endswith(": qu")
