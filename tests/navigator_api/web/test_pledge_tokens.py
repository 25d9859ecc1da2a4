import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from navigator_api.web.pledge_tokens import LIFETIME_SECONDS, MOST_IN_AN_HOUR, PledgeTokens


class Clock:
    at = datetime(2026, 11, 22, 18, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock) -> PledgeTokens:
    numbers = itertools.count()
    return PledgeTokens(b"a key", clock, lambda: str(next(numbers)))


def test_a_token_is_spent_once_even_by_many_at_once(tokens) -> None:
    given = tokens.give()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tokens.spend, [given] * 50)) == 1


def test_a_token_of_another_key_is_not_ours(tokens, clock) -> None:
    other = PledgeTokens(b"another key", clock, lambda: "0")
    assert not tokens.is_ours(other.give())
    assert not tokens.spend(other.give())


def test_no_part_of_a_token_can_be_changed(tokens) -> None:
    word, ends, signature = tokens.give().split(".")
    assert tokens.is_ours(f"{word}.{ends}.{signature}")
    for changed in (
        f"9.{ends}.{signature}",
        f"{word}.{int(ends) + 1}.{signature}",
        f"{word}.{ends}.{'0' * 64}",
    ):
        assert not tokens.is_ours(changed)


def test_a_token_ends_and_then_nothing_of_it_is_kept(tokens, clock) -> None:
    given = tokens.give()
    assert tokens.spend(given)
    clock.at += timedelta(seconds=LIFETIME_SECONDS)
    assert not tokens.is_ours(given)
    assert not tokens.spend(given)
    assert tokens._used == {}


def test_the_hour_has_a_ceiling_and_what_was_given_back_does_not_count(tokens) -> None:
    given = [tokens.give() for _ in range(MOST_IN_AN_HOUR + 1)]
    assert all(tokens.spend(one) for one in given[:-1])
    assert not tokens.spend(given[-1])
    tokens.give_back(given[0])
    assert tokens.spend(given[-1])
