"""Texts compared by what they mean."""

import numpy as np

from knowledge.meaning import Meanings, encoder


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
