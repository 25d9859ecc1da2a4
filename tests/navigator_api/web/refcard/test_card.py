"""Every card of the directory, in both languages."""

import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from bot.text.language import LANGUAGES, Language
from bot.text.responses import Responses
from bot.text.segments import measure
from knowledge.directory import tables
from knowledge.directory.card_reads import ServiceCard, active_services, service_card
from knowledge.directory.engine import engine
from navigator_api.clock import CALIFORNIA
from navigator_api.web.card_content import CardContent, card_content
from navigator_api.web.card_forms import card_pdf, card_text, qr_picture
from navigator_api.web.words import Words
from tests.facts import all_numbers, national

NOW = datetime(2026, 11, 22, 10, tzinfo=CALIFORNIA)
# Words that a stranger who sees the locked screen must not read (see tests/contracts/test_text.py).
ALARMING = re.compile(r"traffick|\btrata\b|victim|víctim|shelter|refugio|police|polic[ií]a", re.IGNORECASE)
STREET = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?[A-Z][a-z]+ (?:St|Street|Ave|Avenue|Blvd|Road|Rd|Drive|Dr|Way|Court|Plaza)\b"
    r"|\bCA 9\d{4}\b"
)
WORDS = Words.load()


@pytest.fixture(scope="module")
def session(filled_file) -> Iterator[Session]:
    made = engine(f"sqlite:///{filled_file}")
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.fixture(scope="module")
def cards(session: Session) -> dict[str, ServiceCard]:
    found = {name: service_card(session, name, NOW) for name in active_services(session)}
    return {name: card for name, card in found.items() if card is not None}


def content(card: ServiceCard, language: Language) -> CardContent:
    return card_content(card, language, WORDS.of(language), Responses.load())


@pytest.fixture(scope="module")
def contents(cards: dict[str, ServiceCard]) -> dict[tuple[str, Language], CardContent]:
    responses = Responses.load()
    return {
        (name, language): card_content(card, language, WORDS.of(language), responses)
        for name, card in cards.items()
        for language in LANGUAGES
    }


def text(found: CardContent) -> str:
    return card_text(found, WORDS.of(found.language))


def pdf(found: CardContent) -> str:
    pages = PdfReader(io.BytesIO(card_pdf(found, WORDS.of(found.language)))).pages
    return "\n".join(page.extract_text() for page in pages)


def test_every_active_service_has_a_card(session: Session, cards: dict[str, ServiceCard]) -> None:
    assert cards.keys() == active_services(session).keys()
    assert len(cards) > 50


def test_a_service_that_is_gone_or_unknown_has_none(session: Session) -> None:
    assert service_card(session, "heat_tip", NOW) is None
    assert service_card(session, "nothing", NOW) is None


def test_the_text_is_at_most_two_segments_for_every_service_in_both_languages(contents) -> None:
    over = {key: measure(one.sms) for key, one in contents.items() if measure(one.sms).parts > 2}
    assert over == {}
    assert len(contents) > 100


def test_the_text_is_neutral_on_a_locked_screen(contents) -> None:
    shown = {key: one.sms[:60] for key, one in contents.items()}
    assert {key: lead for key, lead in shown.items() if ALARMING.search(lead)} == {}
    names = {one.title for one in contents.values()} | {one.organization for one in contents.values()}
    assert [key for key, lead in shown.items() if any(name in lead for name in names)] == []
    for language in LANGUAGES:
        assert len(WORDS.of(language)("refcard.sms.lead")) >= 60


def test_the_text_always_has_a_way_that_answers(cards, contents) -> None:
    for (name, _), one in contents.items():
        service = cards[name].service
        ways = [way.value for way in service.phones if way.kind in ("voice", "text")]
        ways += [way.value.removeprefix("https://") for way in service.pages]
        ways += [line.numbers[0].value for line in cards[name].advocates]
        assert any(way in one.sms for way in ways), one.sms


def test_the_line_that_must_stand_beside_it_stands_in_text_card_and_pdf(cards, contents) -> None:
    paired = [name for name, card in cards.items() if card.service.pair_with]
    assert len(paired) >= 5
    for name in paired:
        other = cards[name].beside[0].numbers[0].value
        for language in LANGUAGES:
            one = contents[name, language]
            assert other in one.sms
            assert other in text(one)
            assert other in pdf(one)


def test_a_number_of_somebody_else_says_whose_it_is(contents) -> None:
    for language in LANGUAGES:
        assert "Stand Together Contra Costa" in contents["hhs_certification", language].sms
        assert "Stand Together Contra Costa" in text(contents["continued_presence", language])


def test_every_card_says_who_answers_what_it_is_and_where_that_comes_from(contents) -> None:
    for key, one in contents.items():
        headings = {part.heading for part in one.parts}
        needed = {"numbers", "who", "what", "for", "languages", "cost", "say"}
        assert headings >= {f"refcard.{name}" for name in needed}, key
        assert one.sources, key


def test_whether_a_person_tried_the_number_is_said(cards, session) -> None:
    say = WORDS.of("en")
    assert say("refcard.not_tried") in text(content(cards["nhth_line"], "en"))
    row = session.get(tables.Phone, "service.nhth_line.0")
    row.dialled = "2026-11-20"
    session.flush()
    tried = content(service_card(session, "nhth_line", NOW), "es")
    session.rollback()
    assert "20 de noviembre de 2026" in text(tried)


def test_what_reaches_the_police_says_so(contents) -> None:
    assert "Reaches law enforcement." in text(contents["da_tip_line", "en"])
    assert "Llega a la policía o fiscalía." in text(contents["da_tip_line", "es"])


def test_warnings_papers_and_first_steps_are_on_the_card(contents) -> None:
    card = text(contents["tcvap", "es"])
    assert "No se requiere número de Seguro Social para TCVAP." in card
    assert "Pida TCVAP por su nombre en EHSD." in card
    warned = text(contents["fjc_center", "en"])
    assert "Some police work in the building." in warned


def test_spanish_cards_are_in_spanish(cards, contents) -> None:
    for name, card in cards.items():
        shown = text(contents[name, "es"])
        english = [card.service.description.en, card.service.cost.en if card.service.cost else ""]
        assert not any(one and one in shown for one in english), name


def test_no_card_shows_an_address(contents) -> None:
    for key, one in contents.items():
        shown = f"{text(one)}\n{one.sms}\n{one.qr}"
        assert not STREET.search(shown), key
        assert all(part.heading != "refcard.address" for part in one.parts), key


def place(session: Session, organization: str, service: str) -> None:
    shared = {"id": "l1", "origin": "pantry"}
    session.add(tables.Location(**shared, location_type="physical", organization_id=organization))
    session.flush()
    session.add(tables.ServiceAtLocation(**shared, service_id=service, location_id="l1"))
    session.add(
        tables.Address(
            **shared,
            location_id="l1",
            address_1="12 Elm Street",
            city="Concord",
            state_province="CA",
            postal_code="94520",
            country="US",
            address_type="physical",
        )
    )
    session.flush()


def test_a_public_address_is_shown_and_one_of_a_hidden_place_never_even_in_a_broken_database(
    database,
) -> None:
    with Session(database) as session:
        place(session, "baylegal", "baylegal_civil")
        shown = service_card(session, "baylegal_civil", NOW)
        assert shown is not None
        assert "12 Elm Street, Concord, CA 94520" in text(content(shown, "en"))
        session.rollback()
    with Session(database) as session:
        # Foreign keys off: what the database refuses, a damaged or foreign one could hold.
        session.connection().exec_driver_sql("PRAGMA foreign_keys=OFF")
        session.commit()
        session.connection().exec_driver_sql("PRAGMA foreign_keys=OFF")
        place(session, "stand", "stand_shelter")
        hidden = service_card(session, "stand_shelter", NOW)
        assert hidden is not None
        assert hidden.addresses == ()
        assert "Elm" not in text(content(hidden, "en"))


def test_the_pdf_has_the_number_and_the_accents(contents) -> None:
    found = pdf(contents["stand_shelter", "es"])
    assert "1-888-215-5555" in found
    assert "Números y páginas" in found
    assert "Línea 988 de Prevención del Suicidio y Crisis" in found
    assert "Página 1 de" in found


def test_every_card_becomes_a_pdf_of_few_pages_without_a_lost_letter(contents) -> None:
    for key, one in contents.items():
        found = PdfReader(io.BytesIO(card_pdf(one, WORDS.of(one.language))))
        assert len(found.pages) <= 3, key
        shown = "\n".join(page.extract_text() for page in found.pages)
        in_footers = len(found.pages) * one.sources[0].count("?")
        assert shown.count("?") == text(one).count("?") + in_footers, key


def test_the_code_holds_a_number_or_the_services_own_page_and_nothing_else(cards, contents) -> None:
    for (name, _), one in contents.items():
        if one.qr is None:
            assert not cards[name].service.phones
            continue
        if one.qr.content.startswith("tel:"):
            assert re.fullmatch(r"tel:(\+1\d{10}|\d{3})", one.qr.content)
        else:
            assert one.qr.content in {way.value for way in cards[name].service.pages}
            assert "?" not in one.qr.content
    assert contents["nhth_line", "en"].qr.content == "tel:+18883737888"
    assert contents["crisis_988", "en"].qr.content == "tel:988"
    assert contents["cse_it", "en"].qr.content == "https://westcoastcc.org/cse-it"


def test_the_picture_of_the_code_needs_no_style_and_says_what_it_is(contents) -> None:
    picture = str(qr_picture(contents["nhth_line", "es"].qr))
    assert picture.startswith("<svg")
    assert "style=" not in picture
    assert "<title>Este código llama al 1-888-373-7888</title>" in picture


def test_a_number_is_not_spelled_as_a_word_that_tells_what_the_line_is_for(contents) -> None:
    for one in contents.values():
        assert not re.search(r"RAPE|RUNAWAY|KEY-2-FREE", text(one) + one.sms)


def test_every_number_on_a_card_is_one_of_the_directory(cards, contents) -> None:
    known = {national(way.value) for card in cards.values() for way in card.service.phones} | all_numbers()
    pattern = re.compile(r"(?:1-)?\(?\d{3}\)?[ -]\d{3}-\d{4}")
    for key, one in contents.items():
        found = {national(number) for number in pattern.findall(text(one) + one.sms)}
        assert found <= known, (key, found - known)


def test_a_card_that_nobody_checked_for_years_is_marked(session: Session) -> None:
    later = service_card(session, "cse_it", NOW.replace(year=2030))
    assert later is not None
    assert later.too_old
    assert not service_card(session, "cse_it", NOW).too_old


def test_hours_are_told_and_whether_it_is_open(cards, session) -> None:
    assert "24 horas" in text(content(cards["stand_shelter"], "es"))
    assert "Monday to Friday, 8:30 AM - 5:00 PM" in text(content(cards["acfjc_spa"], "en"))
    assert "Lunes a viernes, 8:30 - 17:00" in text(content(cards["acfjc_spa"], "es"))
    assert cards["acfjc_spa"].open_now is False  # a Sunday
    assert cards["crisis_988"].open_now is True
    assert cards["cse_it"].open_now is None


def test_ways_for_professionals_are_never_on_a_card(contents) -> None:
    for language in LANGUAGES:
        shown = text(contents["ht_mdt_review", language]) + contents["ht_mdt_review", language].sms
        assert "521-6366" not in shown
        assert "info@" not in shown
