from dataclasses import replace

import pytest

from knowledge.directory.results import Citation
from navigator_api.web.site import Site
from navigator_api.web.sources import dated, source_lines
from navigator_api.web.words import Words

WORDS = Words.load()


@pytest.mark.parametrize(
    ("as_of", "english", "spanish"),
    [
        ("2023-09-12", "September 12, 2023", "12 de septiembre de 2023"),
        ("2021-02", "February 2021", "febrero de 2021"),
        ("2021-01 (second edition)", "January 2021", "enero de 2021"),
        (
            "2020 or later (slides undated; newest figure is from October 2020)",
            "2020 or later",
            "2020 o después",
        ),
        ("unknown (stored copy)", "no date on it", "sin fecha"),
        ("unknown", "no date on it", "sin fecha"),
        ("2016 (draft)", "2016", "2016"),
        ("FY 2022", "2022", "2022"),
        ("2019-2020 bill text quoting Penal Code 11166", "2019-2020", "2019-2020"),
        ("2014-10", "October 2014", "octubre de 2014"),
    ],
)
def test_a_date_is_told_in_words(as_of, english, spanish) -> None:
    assert dated(as_of, "en", WORDS.of("en")) == english
    assert dated(as_of, "es", WORDS.of("es")) == spanish


def test_each_source_is_told_once_in_the_order_given() -> None:
    first = Citation("A law", None, "2020", "2026-11-21", "page")
    second = Citation("A page", "https://example.org/a", "unknown (stored copy)", "2026-11-21", "page")
    found = source_lines([first, second, first], "en", WORDS.of("en"))
    assert [line.title for line in found] == ["A law", "A page"]
    assert found[0].checked == "November 21, 2026"
    assert found[1].url == "https://example.org/a"


def test_a_title_that_exists_in_english_only_is_marked_so_in_spanish() -> None:
    cited = [Citation("A law", None, "2020", "2026-11-21", "page")]
    assert source_lines(cited, "en", WORDS.of("en"))[0].lang is None
    (line,) = source_lines(cited, "es", WORDS.of("es"))
    assert line.lang == "en"
    bits = Site(WORDS).templates.get_template("public/bits.html").module
    assert '<cite lang="en">A law</cite>, 2020.' in bits.brief(WORDS.of("es"), [line])
    linked = replace(line, url="https://example.org/a")
    assert ' lang="en">A law</a>' in bits.brief(WORDS.of("es"), [linked])
