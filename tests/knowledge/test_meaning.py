"""Texts compared by what they mean."""

import numpy as np
import pytest

from knowledge.meaning import TOGETHER, Meanings, encoder, open_meanings


def test_shouted_words_mean_what_they_mean() -> None:
    shouted, said = encoder()(["DÓNDE DUERMO HOY?", "dónde duermo hoy?"])
    assert np.allclose(shouted, said, atol=1e-5)


def test_a_word_in_capitals_among_others_keeps_its_own_meaning() -> None:
    agency, frozen = encoder()(["is ICE here", "is ice here"])
    assert not np.allclose(agency, frozen, atol=1e-2)


def test_the_nearest_is_of_those_allowed() -> None:
    stored = Meanings([("bed", "a place to sleep"), ("food", "something to eat")], encoder())
    assert stored.nearest("donde puedo dormir", stored.ids).id == "bed"
    assert stored.nearest("donde puedo dormir", {"food"}).id == "food"
    assert stored.nearest("donde puedo dormir", set()) is None


@pytest.mark.parametrize(
    ("before", "meant"), [("i have old arrests on my record", "record"), ("i sent you some texts", "texts")]
)
def test_what_was_said_before_tips_the_scale(before: str, meant: str) -> None:
    pairs = [("record", "can my record be cleared"), ("texts", "can you erase my texts")]
    stored = Meanings(pairs, encoder())
    assert stored.nearest("how do you clear it", stored.ids, before=before).id == meant


TEXTS = [("bed", "a place to sleep"), ("food", "something to eat")]


def test_what_was_learnt_once_is_read_again_and_says_the_same(tmp_path, monkeypatch) -> None:
    first = open_meanings(TEXTS, tmp_path)
    monkeypatch.setattr(Meanings, "_learn", _never)
    again = open_meanings(TEXTS, tmp_path)
    assert again.nearest("donde puedo dormir", again.ids) == first.nearest("donde puedo dormir", first.ids)


def test_other_texts_are_learnt_anew(tmp_path) -> None:
    open_meanings(TEXTS, tmp_path)
    other = open_meanings([*TEXTS, ("law", "a lawyer")], tmp_path)
    assert other.nearest("un abogado", other.ids).id == "law"


@pytest.mark.parametrize("found", [b"", b"no archive", b"PK\x03\x04 half of one"])
def test_a_broken_file_is_learnt_anew(tmp_path, found) -> None:
    open_meanings(TEXTS, tmp_path)
    file = next(tmp_path.iterdir())
    file.write_bytes(found)
    assert open_meanings(TEXTS, tmp_path).nearest("donde puedo dormir", {"bed", "food"}).id == "bed"
    assert file.stat().st_size > len(found)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path) -> None:
    (tmp_path / "file").touch()
    stored = open_meanings(TEXTS, tmp_path / "file" / "folder")
    assert stored.nearest("donde puedo dormir", stored.ids).id == "bed"


def test_old_files_go(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("knowledge.meaning.MOST_KEPT", 2)
    for n in range(4):
        open_meanings([("bed", f"a place to sleep {n}")], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def _never(*_args: object) -> None:
    raise AssertionError("it was learnt twice")


def test_what_a_part_of_a_text_means_counts_and_may_be_nearer_than_the_whole() -> None:
    stored = Meanings([("bed", "where can i sleep tonight"), ("law", "can i sue my boss")], encoder())
    part = "can i sue my boss"
    text = f"my cousin plays the trumpet in a banda and they were loud last night, {part}"
    alone, heard = stored.nearest(text, stored.ids), stored.nearest(text, stored.ids, [part])
    assert heard.id == "law"
    assert heard.nearness > max(alone.nearness, 0.99)


def test_a_text_of_its_own_scores_high_and_a_strange_one_low() -> None:
    texts = [
        ("bed", "where can i sleep"),
        ("bed", "i need a shelter"),
        ("food", "i am hungry"),
        ("food", "food bank"),
    ]
    meanings = Meanings(texts, encoder())
    own, strange = (
        meanings.nearest(text, meanings.ids) for text in ("i am hungry", "quantum chromodynamics")
    )
    assert own is not None
    assert strange is not None
    assert own.score > 0.9
    assert strange.score < 0.5


def test_what_else_speaks_for_an_id_tips_the_scale_and_is_no_part_of_the_score() -> None:
    meanings = Meanings([("bed", "where can i sleep"), ("food", "where can i eat")], encoder())
    plain = meanings.nearest("where can i go", meanings.ids)
    assert plain is not None
    other = next(iter(meanings.ids - {plain.id}))
    tipped = meanings.nearest("where can i go", meanings.ids, likelier={other: 5.0})
    assert tipped is not None
    assert tipped.id == other
    assert tipped.score < 1


def test_many_texts_mean_the_same_side_by_side() -> None:
    texts = [f"i have {n} questions about the form" for n in range(TOGETHER + 3)]
    assert np.allclose(encoder(2)(texts), encoder()(texts), atol=1e-5)
