import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from structlog.testing import capture_logs

from knowledge.directory import tables
from knowledge.directory.query_parts import labels
from tests.navigator_api.web.public.conftest import SUNDAY
from tests.navigator_api.web.public.page_reader import Page

CARD = re.compile(r'<h3><a href="/services/([a-z0-9_]+)')


def found(answer) -> list[str]:
    return CARD.findall(answer.text)


def test_words_in_either_language_find_services(reader) -> None:
    assert found(reader.post("/services", data={"q": "no me pagan en el trabajo"}))[0] == "wage_claim"
    assert found(reader.post("/services", data={"q": "unpaid wages"}))[0] == "wage_claim"


def test_words_stay_out_of_addresses_and_logs(reader) -> None:
    with capture_logs() as logs:
        answer = reader.post("/services", data={"q": "zanzibar trabajo"})
    assert not [a for a in Page(answer.text).addresses if "zanzibar" in a]
    assert "zanzibar" not in str(logs)
    assert found(reader.get("/services?q=wages")) == found(reader.get("/services"))


def test_typed_words_are_kept_in_the_field_and_escaped(reader) -> None:
    page = Page(reader.post("/services", data={"q": '"><script>x</script>'}).text)
    assert [a["value"] for a in page.of("input") if a.get("id") == "q"] == ['"><script>x</script>']
    assert [a for a in page.of("script") if not a.get("src")] == []


def test_filters_are_links_that_can_be_kept(reader) -> None:
    fits = found(reader.get("/services?need=wage_recovery"))
    assert {"wage_claim", "whd_complaint"} <= set(fits)
    assert "calworks" not in fits


@pytest.mark.parametrize("query", ["need=nonsense", "language=xx", "audience=king", "page=x", "page=99999"])
def test_what_no_vocabulary_has_counts_as_not_asked(query, reader) -> None:
    assert found(reader.get(f"/services?{query}")) == found(reader.get("/services"))


def test_pages_lead_through_all_services_once(reader) -> None:
    seen, path = [], "/services?open_now=1"
    while path:
        answer = reader.get(path)
        seen += found(answer)
        buttons = [str(a["href"]) for a in Page(answer.text).of("a") if a.get("class") == "button"]
        path = next((a for a in buttons if f"page={len(seen) // 10 + 1}" in a), "")
        assert not path or "open_now=1" in path
    assert len(seen) == len(set(seen)) > 10


def test_the_pages_of_a_search_by_words_keep_the_words_in_the_body(reader) -> None:
    answer = reader.post("/services", data={"q": "help"})
    page = Page(answer.text)
    assert [a for a in page.of("input") if a.get("name") == "page"]
    assert not [a for a in page.of("a") if "page=" in str(a["href"])]
    more = reader.post("/services", data={"q": "help", "page": "2"})
    assert found(more)
    assert not set(found(more)) & set(found(answer))


def test_a_line_that_tells_the_police_is_not_offered_to_a_person_at_risk(reader) -> None:
    assert "child_abuse_report" not in found(reader.get("/services?need=child_protection"))
    assert "child_abuse_report" in found(reader.get("/services?need=child_protection&audience=school_staff"))


def test_a_card_has_numbers_as_links_who_answers_languages_hours_and_source(reader) -> None:
    answer = reader.get("/services?need=crisis_support")
    cards = answer.text.split('<li class="card2">')[1:]
    for card in cards:
        assert re.search(r'href="(tel:(\+1\d{10}|\d{3})|sms:\d{5,6})', card)
        assert "Languages" in card
        assert "Open now?" in card
        assert "Source:" in card
        assert "Checked on" in card


def test_a_text_line_says_what_to_write_in_the_readers_language(reader) -> None:
    assert 'href="sms:233733?body=HELP">HELP to 233733<' in reader.get("/services/nhth_line").text
    assert 'href="sms:233733?body=HELP">HELP al 233733<' in reader.get("/services/nhth_line?lang=es").text


def test_nobody_claims_that_a_number_was_tried(reader, client, database) -> None:
    assert "No person has called" in reader.get("/services/tcvap").text
    with Session(database) as session:
        for phone in session.exec(select(tables.Phone).where(tables.Phone.service_id == "tcvap")):
            phone.dialled = "2026-11-20"
            session.add(phone)
        line = select(tables.Phone).where(tables.Phone.hotline_id == "ehsd_benefits_line")
        for phone in session.exec(line):
            phone.dialled = "2026-11-20"
            session.add(phone)
        session.commit()
    assert "A person tried it on 2026-11-20" in Page(client.get("/services/tcvap").text).text


def test_numbers_nobody_checked_for_too_long_are_not_shown(client, now) -> None:
    """By expiry.yaml a number that is no crisis line is hidden after a year."""
    assert "663-3225" in client.get("/services/tcvap").text
    now.at = SUNDAY + timedelta(days=500)
    answer = client.get("/services/tcvap")
    assert answer.status_code == 404
    assert "663-3225" not in client.get("/services?need=cash_assistance").text


def test_who_never_stands_alone_has_others_beside_it(reader) -> None:
    assert "988" in reader.get("/services/cvs_ht_direct").text.split("If nobody answers")[1]


def test_no_address_is_on_any_service_that_hides_its_place(reader, database) -> None:
    with Session(database) as session:
        hidden = session.exec(select(tables.Service.id).where(tables.Service.place == "never")).all()
    assert "stand_shelter" in hidden
    street = re.compile(
        r"\b\d{2,5} (?:[NSEW]\.? )?[A-Z]\w+ (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Drive|Way|Lane)\b"
    )
    for service_id in hidden:
        assert not street.search(Page(reader.get(f"/services/{service_id}").text).text)


def test_the_fragment_is_the_list_alone(reader) -> None:
    answer = reader.get("/services?need=food", headers={"X-Fragment": "1"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert found(answer) == found(reader.get("/services?need=food"))


def test_closed_services_can_be_left_out(reader) -> None:
    """Sunday at ten in California: the benefits line is closed."""
    everything = found(reader.get("/services?need=cash_assistance"))
    assert "tcvap" in everything
    assert "tcvap" not in found(reader.get("/services?need=cash_assistance&open_now=1"))


def test_words_and_filters_go_together(reader) -> None:
    both = found(reader.post("/services", data={"q": "help", "need": "wage_recovery"}))
    assert both
    assert set(both) <= set(found(reader.get("/services?need=wage_recovery")))


def test_every_kind_of_help_is_a_link_without_script(reader, database) -> None:
    links = [str(a["href"]) for a in Page(reader.get("/services?lang=es").text).of("a")]
    with Session(database) as session:
        for need in labels(session, "needs"):
            assert f"/services?lang=es&need={need}" in links
