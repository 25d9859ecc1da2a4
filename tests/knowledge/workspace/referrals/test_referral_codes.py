from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.workspace.referral_codes import referral_codes

CODES = referral_codes()
TEAMS = Path(__file__).parents[4] / "knowledge" / "facts" / "collaboratives.yaml"
EVERY = [
    *((one.id, one.words) for one in CODES.outcomes.values()),
    *CODES.hows.items(),
    *CODES.languages.items(),
    *CODES.counties.items(),
    *CODES.steps.items(),
]


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_every_entry_has_both_languages(name: str, words: Any) -> None:
    assert words.en
    assert words.es
    assert name.replace("_", "").isalnum()


def test_the_outcomes_of_the_field_are_there() -> None:
    wanted = (
        "pending connected got_help waitlisted no_capacity not_eligible could_not_reach declined"
        " referred_elsewhere unsafe_to_contact"
    )
    assert list(CODES.outcomes) == wanted.split()


def test_a_referral_begins_open_and_unconnected() -> None:
    first = CODES.outcomes[CODES.first_outcome]
    assert first.open
    assert not first.connects


def test_what_ended_without_contact_neither_connects_nor_stays_open() -> None:
    for name in ("no_capacity", "not_eligible", "could_not_reach", "declined", "unsafe_to_contact"):
        assert (CODES.outcomes[name].open, CODES.outcomes[name].connects) == (False, False)


def test_the_clock_is_the_aim_that_the_facts_tell_of() -> None:
    teams = yaml.safe_load(TEAMS.read_text(encoding="utf-8"))["collaboratives"]
    heat_watch = next(team for team in teams if team["id"] == "heat_watch")
    told = next(fact for fact in heat_watch["facts"] if "24 hours" in str(fact["value"]))
    assert CODES.clock.hours == 24
    assert (CODES.clock.title, CODES.clock.as_of) == (
        told["source"][0]["title"],
        told["source"][0]["as_of"],
    )
