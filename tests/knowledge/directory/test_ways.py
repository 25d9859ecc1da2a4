import pytest

from knowledge.directory.funding_rows import dollars
from knowledge.directory.load import load_facts
from knowledge.directory.ways import (
    PAGE_MODES,
    PHONE_TYPES,
    Parts,
    email_parts,
    is_dialled,
    page_parts,
    phone_parts,
)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("(866) 663-3225", Parts("(866) 663-3225")),
        ("Richmond (510) 974-7200", Parts("(510) 974-7200", "Richmond")),
        ("1-800-670-7273 (24 hours)", Parts("1-800-670-7273", "24 hours")),
        ("HELP to 233733", Parts("233733", None, "HELP")),
        ("AYUDA to 988", Parts("988", None, "AYUDA")),
        ("988 or 211 (see below)", Parts("988", "or 211 (see below)")),
        ("925-555-0100 ext. 12 (front desk)", Parts("925-555-0100", "front desk", None, 12)),
        ("925-555-0100 x7", Parts("925-555-0100", None, None, 7)),
        ("925-555-0100 exit", Parts("925-555-0100", "exit")),
        ("no number", None),
    ],
)
def test_a_number_is_found_in_what_is_printed(printed: str, parts: Parts | None) -> None:
    assert phone_parts(printed) == parts


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("BenefitsCal.com (apply online)", Parts("BenefitsCal.com", "apply online")),
        ("humantraffickinghotline.org/chat", Parts("humantraffickinghotline.org/chat")),
        ("Clean Slate application (online)", None),
    ],
)
def test_a_page_is_found_in_what_is_printed(printed: str, parts: Parts | None) -> None:
    assert page_parts(printed) == parts


def test_every_number_of_the_facts_can_be_dialled() -> None:
    loaded = load_facts()
    ways = [way for line in loaded.hotlines.hotlines for way in line.numbers]
    for way in ways:
        if way.mode in PHONE_TYPES:
            assert phone_parts(way.value), way.value
        elif way.mode in PAGE_MODES:
            assert page_parts(way.value), way.value
        else:
            assert email_parts(way.value), way.value
    assert len(ways) == 42


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("$1,451,073", 1_451_073),
        ("up to $226,000", 226_000),
        ("$700 K", 700_000),
        ("$2 mil", 2_000_000),
        ("?", None),
    ],
)
def test_a_printed_amount_becomes_dollars(printed: str, figure: int | None) -> None:
    assert dollars(printed) == figure


@pytest.mark.parametrize("number", ["988", "911", "211", "233733", "(925) 900-5151", "1-800-670-7273"])
def test_a_short_code_is_a_number_like_any_other(number: str) -> None:
    assert is_dialled(number)


@pytest.mark.parametrize("number", ["", "12", "555-010-0101", "925-155-010", "1-000-670-7273", "HELP"])
def test_a_number_that_cannot_exist_is_known(number: str) -> None:
    assert not is_dialled(number)
