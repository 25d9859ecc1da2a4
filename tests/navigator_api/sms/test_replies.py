import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.responses import Option, Reply
from bot.text.segments import measure
from navigator_api.chat.turn import Turn
from navigator_api.sms.replies import SEGMENTS, fit

LINE = "Food is given out at the hall on Main Street. "
NUMBER = "925-555-0134"


def picks(*titles: str) -> tuple[Option, ...]:
    return tuple(Option(title, f"/{title}") for title in titles)


def turn(*texts: str, kind="answer", options=(), pinned=()) -> Turn:
    replies = [Reply(text) for text in texts]
    replies[-1] = Reply(texts[-1], picks(*options))
    return Turn(tuple(replies), kind, tuple(Reply(text) for text in pinned))


def test_replies_become_one_text_with_numbered_options() -> None:
    fitted = fit(turn("One.", "Two?", options=("Bed", "Food")))
    assert fitted.text == "One.\nTwo?\n1 Bed\n2 Food"
    assert fitted.options == picks("Bed", "Food")


def test_options_of_several_replies_are_counted_through() -> None:
    both = Turn((Reply("A?", picks("x")), Reply("B?", picks("y"))), "answer")
    assert fit(both).text == "A?\n1 x\nB?\n2 y"


@pytest.mark.parametrize(
    ("kind", "length", "parts"),
    [
        ("keyword", 160, 1),
        ("crisis", 160, 1),
        ("fallback", 160, 1),
        ("answer", 306, 2),
        ("list", 459, 3),
    ],
)
def test_a_text_may_fill_its_segments_to_the_last_letter(kind, length, parts) -> None:
    assert SEGMENTS[kind] == parts
    assert fit(turn("x" * length, kind=kind)).text == "x" * length
    assert len(fit(turn("x" * (length + 1), kind=kind)).text) <= length


def test_options_go_first() -> None:
    fitted = fit(turn(LINE * 3, LINE * 3, options=("Bed" * 20, "Food")))
    assert fitted.text == f"{LINE * 3}\n{LINE * 3}"
    assert fitted.options == ()


def test_then_whole_replies_from_the_end() -> None:
    assert fit(turn(LINE * 3, LINE * 3, LINE)).text == f"{LINE * 3}\n{LINE * 3}"


def test_then_sentences_from_the_end() -> None:
    assert fit(turn(LINE * 7)).text == (LINE * 6).strip()


def test_one_letter_outside_gsm_makes_the_room_smaller() -> None:
    fitted = fit(turn("Aqu\u00ed hay comida. " * 20))
    assert measure(fitted.text).parts == 2
    assert fitted.text.endswith("comida.")
    assert len(fitted.text) <= 134


def test_without_a_sentence_end_whole_words_remain() -> None:
    assert fit(turn("comida " * 60)).text.split() == ["comida"] * 43


def test_pinned_numbers_outlast_everything_and_may_take_one_segment_more() -> None:
    fitted = fit(turn(LINE * 6, LINE * 6, pinned=("Any hour: 988.",)))
    assert fitted.text == f"{LINE * 6}\nAny hour: 988."
    full = fit(turn(LINE * 20, kind="list", pinned=("Any hour: 988.",)))
    assert full.text.endswith("street.\nAny hour: 988.".replace("street", "Street"))
    assert measure(full.text).parts == 3


def test_the_extra_line_comes_only_where_there_is_room() -> None:
    extra = Reply("Automated line.")
    short, long = fit(turn("Yes."), extra), fit(turn("x" * 300), extra)
    assert (short.text, short.has_optional) == ("Yes.\nAutomated line.", True)
    assert (long.text, long.has_optional) == ("x" * 300, False)


@pytest.mark.parametrize("before", range(280, 310))
def test_a_phone_number_is_never_cut(before) -> None:
    text = ("word " * 100)[: before - 1] + f" {NUMBER} and more words that do not fit any more"
    shown = fit(turn(text)).text
    assert NUMBER in shown or not re.search(r"\d", shown)


@pytest.mark.parametrize("number", ["(925) 555-0134", "+1 925 555 0134", "925.555.0134", "1-888-373-7888"])
@pytest.mark.parametrize("before", range(290, 307))
def test_nor_one_written_with_spaces_or_points(before, number) -> None:
    shown = fit(turn("x" * before + f" {number} " + "y" * 300)).text
    assert number in shown or not re.search(r"\d", shown)


@given(
    st.lists(st.text(max_size=400), min_size=1, max_size=5),
    st.lists(st.text(min_size=1, max_size=40), max_size=6),
    st.sampled_from(sorted(SEGMENTS)),
)
def test_no_text_whatever_goes_over_its_segments(texts, options, kind) -> None:
    assert measure(fit(turn(*texts, kind=kind, options=tuple(options))).text).parts <= SEGMENTS[kind]
