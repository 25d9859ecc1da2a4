"""The words of the public pages and guides read easily."""

import re

import pytest

from bot.text.language import LANGUAGES
from knowledge import guides
from knowledge.guides import Point, Question, points
from navigator_api.web.words import LOCALE, Words
from tests.facts import all_numbers, national
from tests.readability import HARDEST_GRADE, LEAST_EASE, ease, grade, is_passage

IDS = sorted(
    set(re.findall(r'msgid "(public\.[^"]+)"', (LOCALE / "en/LC_MESSAGES/public.po").read_text("utf-8")))
)
NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{4}\b")


def parts() -> dict[str, tuple[Point, ...]]:
    """What stands together on a page."""
    card, labor, plan, check = guides.school_card(), guides.labor_guide(), guides.plan(), guides.self_check()
    found = {name: getattr(card, name) for name in ("steps", "never", "threshold", "signs", "next")}
    found |= {f"role {role.id}": tuple(points(role)) for role in card.roles}
    found |= {"misconceptions": labor.misconceptions, "shares": (*labor.pay, *labor.control, *labor.whole)}
    found |= {"plan": plan.about} | {f"point {one.id}": tuple(points(one)) for one in plan.points}
    found |= {"check": check.about} | {f"area {area.id}": area.questions for area in check.areas}
    return found


PARTS = parts()


def said(part: str, language: str) -> str:
    texts = []
    for point in PARTS[part]:
        texts.append(point.of(language))
        if isinstance(point, Question):
            texts.append(point.next.of(language))
    return "\n".join(texts)


@pytest.mark.parametrize("name", IDS)
def test_every_word_of_a_page_reads_easily(name) -> None:
    english, spanish = (Words.load().of(language)(name) for language in LANGUAGES)
    assert not is_passage(english) or grade(english) <= HARDEST_GRADE
    assert not is_passage(spanish) or ease(spanish) >= LEAST_EASE


def test_the_ids_were_found() -> None:
    assert len(IDS) > 100


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_part_of_a_guide_reads_easily(part) -> None:
    assert grade(said(part, "en")) <= HARDEST_GRADE
    assert ease(said(part, "es")) >= LEAST_EASE


@pytest.mark.parametrize("part", sorted(PARTS))
def test_both_languages_give_the_same_numbers_and_only_those_of_the_facts(part) -> None:
    english, spanish = (set(NUMBER.findall(said(part, language))) for language in LANGUAGES)
    assert english == spanish
    assert {national(number) for number in english} <= all_numbers()


@pytest.mark.parametrize("part", sorted(PARTS))
def test_spanish_is_not_left_in_english(part) -> None:
    assert [point.en for point in PARTS[part] if point.en == point.es] == []
