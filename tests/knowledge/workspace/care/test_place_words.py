"""Words that lead to a place that nobody may know."""

import pytest

from knowledge.workspace.place_words import holds_a_street, names_a_place


@pytest.mark.parametrize(
    "text",
    [
        "We are at 12 oak street",
        "1501 Fred Jackson Way",
        "30 Douglas Dr",
        "calle Olmo 12",
        "Avenida Central #45",
        "Suite 200",
        "Richmond, CA 94801",
        "P.O. Box 4114",
        "37.9577, -122.3477",
        "on the corner of the park",
        "across from the school",
        "near Civic Center",
        "cerca de Plaza del Sol",
        "ubicada en el centro",
        "Our address is secret",
        "https://maps.app.goo.gl/x",
    ],
)
def test_an_address_is_seen(text: str) -> None:
    assert names_a_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bed tonight, 24 hours a day, 7 days a week",
        "Call 925-555-0101 or text HELP to 233733",
        "Go to court within 30 days before court",
        "A safe place near you, for 10 families",
        "La línea contesta todo el día; hay camas para 12 personas",
        "Since 1977, for people 18 and over",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert not names_a_place(text)


def test_only_a_street_is_refused_everywhere() -> None:
    assert holds_a_street("12 Oak Street")
    assert not holds_a_street("Suite 200, near Civic Center")
