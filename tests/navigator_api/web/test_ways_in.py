import pytest

from knowledge.directory.results import WayIn
from navigator_api.web.ways_in import way_links


def way(kind: str, value: str, word: str | None = None) -> WayIn:
    return WayIn(value, kind, value, word, None, "own_page", None, None)


@pytest.mark.parametrize(
    ("kind", "value", "word", "href"),
    [
        ("voice", "1-800-670-7273", None, "tel:+18006707273"),
        ("voice", "(866) 663-3225", None, "tel:+18666633225"),
        ("voice", "988", None, "tel:988"),
        ("tty", "711", None, "tel:711"),
        ("text", "233733", "HELP", "sms:233733?body=HELP"),
        ("text", "988", None, "sms:988"),
        ("text", "20121", "AYUDA YA", "sms:20121?body=AYUDA%20YA"),
        ("web", "https://example.org", None, None),
        ("email", "a@example.org", None, None),
    ],
)
def test_numbers_are_links_and_pages_are_text(kind, value, word, href) -> None:
    (link,) = way_links([way(kind, value, word)])
    assert link.href == href
    assert link.printed == value


def test_what_was_written_around_a_number_is_left_out() -> None:
    given = WayIn("1-800-670-7273 (24 hours)", "voice", "1-800-670-7273", None, None, "own_page", None, None)
    assert way_links([given])[0].printed == "1-800-670-7273"
