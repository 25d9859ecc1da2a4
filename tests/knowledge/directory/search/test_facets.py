from knowledge.directory.search.facets import ages, facet


def test_ages_are_full_years_from_the_first_to_the_last() -> None:
    assert ages(16, 17.9) == ["16", "17"]
    assert ages(None, 1) == ["0", "1"]
    assert ages(98, None) == ["98", "99"]
    assert ages(5, 3) == []


def test_a_facet_is_one_word_whatever_its_value() -> None:
    odd = facet("area", "a\" OR 'b\u00f1 <-> ")
    assert odd.isascii()
    assert odd.isalnum()
    assert odd != facet("need", "a\" OR 'b\u00f1 <-> ")
