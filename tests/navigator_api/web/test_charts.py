from xml.etree import ElementTree

import pytest

from navigator_api.web.charts import WIDTH, Bar, bars, columns

SVG = "{http://www.w3.org/2000/svg}"
ITEMS = [Bar("Food & <shelter>", "35", 35), Bar('Legal "help"', "27+", 27, whole=False), Bar("None", "0", 0)]


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_chart_is_xml_that_says_its_numbers_in_words(draw: type[bars]) -> None:
    picture = ElementTree.fromstring(draw("chart-x", "Needs & more", ITEMS))
    title, desc = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (picture.get("role"), title.text) == ("img", "Needs & more")
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text == 'Food & <shelter>: 35; Legal "help": 27+; None: 0'
    printed = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"35", "27+", "0"} <= set(printed)


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_floor_is_drawn_open_and_nothing_is_not_drawn(draw: type[bars]) -> None:
    drawn = list(ElementTree.fromstring(draw("chart-x", "Needs", ITEMS)).iter(f"{SVG}rect"))
    assert [bar.get("stroke-dasharray") for bar in drawn] == [None, "5 3"]
    assert [bar.get("fill") for bar in drawn] == ["currentColor", "none"]


def test_bars_are_as_long_as_their_numbers() -> None:
    items = [Bar("a", "100", 100), Bar("b", "50", 50), Bar("c", "1", 1)]
    widths = [
        int(bar.get("width", "")) for bar in ElementTree.fromstring(bars("x", "t", items)).iter(f"{SVG}rect")
    ]
    assert widths[0] == 2 * widths[1]
    assert widths[2] > 0


def test_two_years_of_months_stay_within_the_width() -> None:
    items = [Bar(f"Jul\n{month}", "1,234+", month, whole=False) for month in range(1, 25)]
    picture = ElementTree.fromstring(columns("x", "t", items))
    height = int(picture.get("viewBox", "").split()[3])
    for bar in picture.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x", "")) <= WIDTH - float(bar.get("width", ""))
        assert 0 <= float(bar.get("y", "")) <= height - float(bar.get("height", ""))


def test_a_long_label_goes_on_in_a_second_line() -> None:
    label = "Personal de apoyo a mi lado (no es policía ni abogado)"
    texts = [
        one.text for one in ElementTree.fromstring(bars("x", "t", [Bar(label, "1", 1)])).iter(f"{SVG}text")
    ]
    assert " ".join(str(text) for text in texts) == f"{label} 1"
    assert len(texts) == 3


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_chart_of_nothing_is_xml_too(draw: type[bars]) -> None:
    assert ElementTree.fromstring(draw("x", "t", [])).get("viewBox")


def test_colour_is_the_pages_own_and_no_style_is_inline() -> None:
    """The content security policy lets no style through."""
    assert "style=" not in bars("x", "t", ITEMS)
    assert 'fill="#' not in bars("x", "t", ITEMS)
