"""From a situation to services, by keys alone: options, a question, a service, its card, two side by side."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody
from tests.navigator_api.web.person import Person

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]

DESK = {"width": 1100, "height": 800}
SITUATION = {"en": "unpaid wages, passport kept", "es": "no le pagan, le quitaron el pasaporte"}


def count(person: Person) -> Locator:
    """The line that says how many services may fit."""
    return person.page.locator("#options [role=status]")


def described(person: Person) -> None:
    """Tell of a situation; the results follow as one types."""
    person.open("/navigator")
    person.follow(person.link("start.options"))
    before = count(person).inner_text()
    person.write(person.page.locator("#words"), SITUATION[person.language])
    expect(count(person)).not_to_have_text(before)
    person.choose(person.page.locator("#place_now"), "contra_costa")
    known = re.compile(rf"{answers_counted(person, 1)}$")
    expect(count(person)).to_have_text(known)


def answers_counted(person: Person, known: int) -> str:
    """How the line of results ends when so many answers count."""
    end = person.say("options.count").rpartition(". ")[2]
    return re.escape(end % {"known": known})


def test_the_options_follow_as_one_types_and_answers(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator")
    described(person)
    choices = person.page.locator("#options fieldset input[type=checkbox]")
    if choices.count():
        person.tick(choices.first)
    person.enter(person.page.locator("#ask-1"))
    expect(person.page.get_by_role("heading", name=person.say("options.answered"))).to_be_visible()
    expect(count(person)).to_have_text(re.compile(answers_counted(person, 2) + "$"))
    # The next question stands where this one stood, and the keyboard is there.
    expect(person.page.locator("[data-asks] :is(input, button)").first).to_be_focused()
    person.enter(person.page.locator("button[name=drop]"))
    expect(count(person)).to_have_text(re.compile(answers_counted(person, 1) + "$"))
    person.ends_well()


def test_an_answer_that_says_nothing_is_told_of_where_it_is_missing(
    somebody: Somebody, language: str
) -> None:
    person = somebody(language, "navigator")
    described(person)
    first = person.page.locator("#options [data-asks] input").first
    is_list = first.get_attribute("type") == "checkbox"
    said = person.say(f"options.missing_answer.{'set' if is_list else 'typed'}")
    person.enter(person.button("options.answer"))
    expect(person.page.locator("#ask-error")).to_have_text(said)
    expect(person.page.get_by_role("alert")).to_contain_text(said)
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-describedby", "ask-error")
    expect(first).to_have_attribute("aria-invalid", "true")
    person.ends_well()
    if is_list:
        person.tick(first)
    else:
        person.write(first, "30")
    person.enter(person.button("options.answer"))
    expect(person.page.locator("#ask-error")).to_have_count(0)
    expect(count(person)).to_have_text(re.compile(answers_counted(person, 2) + "$"))


def test_at_a_desk_the_first_service_stays_in_sight_beside_the_question(
    somebody: Somebody, language: str
) -> None:
    person = somebody(language, "navigator")
    person.page.set_viewport_size(DESK)
    described(person)
    for known in (1, 2, 3):
        expect(count(person)).to_have_text(re.compile(answers_counted(person, known) + "$"))
        if known > 1:  # as the answer left it
            expect(person.page.locator("#options .card2 h3").first).to_be_in_viewport()
            expect(person.page.locator("#ask-title")).to_be_in_viewport()
        person.page.evaluate("scrollTo(0, 0)")
        expect(person.page.locator("#options .card2 h3").first).to_be_in_viewport()
        boxes = person.page.locator("#options [data-asks] input[type=checkbox]")
        if boxes.count():
            boxes.first.check()
        person.page.locator("#ask-1").click()
    assert person.page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_a_service_is_opened_and_its_card_is_shown(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator")
    described(person)
    card = person.page.locator("#options .card2").first
    name = card.locator("h3").inner_text()
    person.follow(card.locator("a[href^='/navigator/services/']").last)
    expect(person.page.get_by_role("heading", level=1)).to_have_text(name)
    person.follow(person.link("refcard.to_card"))
    expect(person.page.locator(".refcard h1")).to_have_text(name)
    assert person.page.locator(".refcard").get_attribute("lang") == language
    other = {"en": "es", "es": "en"}[language]
    person.choose(person.page.locator("#card"), other)
    person.follow(person.button("refcard.show"))
    expect(person.page.locator(".refcard")).to_have_attribute("lang", other)
    person.ends_well()


def test_two_services_stand_side_by_side_and_the_answers_come_back(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator")
    described(person)
    for place in (0, 1):
        person.tick(person.page.locator("#options input[name=services]").nth(place))
    person.follow(person.button("options.compare"))
    expect(person.page.locator("table.compare thead th")).to_have_count(3)
    person.follow(person.button("options.compare.back"))
    expect(person.page.locator("#words")).to_have_value(SITUATION[language])
    expect(person.page.locator("#place_now")).to_have_value("contra_costa")
    person.ends_well()
