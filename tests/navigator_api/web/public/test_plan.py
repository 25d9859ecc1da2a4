import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.text.language import LANGUAGES
from knowledge import guides
from navigator_api.web.pledge_tokens import LIFETIME_SECONDS, MOST_IN_AN_HOUR
from tests.navigator_api.web.public.page_reader import Page


def token(client) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/plan").text)
    assert found
    return found[1]


def stored(database) -> list[tuple[int, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT * FROM pledge_count"))]


def pledge(client, times: int) -> None:
    for _ in range(times):
        assert client.post("/plan", data={"token": token(client)}).status_code == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_points_stand_in_the_order_of_the_source(language, reader) -> None:
    page = Page(reader.get(f"/plan?lang={language}").text)
    names = [f"{n}. {one.name.of(language)}" for n, one in enumerate(guides.plan().points, 1)]
    assert len(names) == 5
    places = [page.text.index(name) for name in names]
    assert places == sorted(places)


def test_a_pledge_is_one_more_and_nothing_else_is_stored(client, database) -> None:
    assert stored(database) == [(1, 0)]
    answer = client.post("/plan?lang=es", data={"token": token(client)})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/plan?lang=es&done=1#pledge"
    assert "set-cookie" not in answer.headers
    assert stored(database) == [(1, 1)]
    assert "Gracias" in client.get("/plan?lang=es&done=1").text


def test_a_form_that_is_sent_twice_counts_once(client, database) -> None:
    given = token(client)
    answers = [client.post("/plan", data={"token": given}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert stored(database) == [(1, 1)]


def test_fewer_than_ten_are_not_shown_and_ten_are(client) -> None:
    pledge(client, 9)
    assert "times on this page" not in client.get("/plan").text
    pledge(client, 1)
    assert "Taken 10 times on this page." in client.get("/plan").text


@pytest.mark.parametrize("forged", ["", "x", "word0.9999999999.00", "ñ.1.ñ", "." * 150])
def test_a_token_that_is_not_ours_counts_nothing(forged, client, database) -> None:
    answer = client.post("/plan", data={"token": forged})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert stored(database) == [(1, 0)]


def test_a_token_ends(client, database, now) -> None:
    given = token(client)
    now.at += timedelta(seconds=LIFETIME_SECONDS + 1)
    assert client.post("/plan", data={"token": given}).status_code == 422
    assert stored(database) == [(1, 0)]


def test_there_is_a_ceiling_for_everybody_together_and_it_passes(client, database, now) -> None:
    pledge(client, MOST_IN_AN_HOUR + 3)
    assert stored(database) == [(1, MOST_IN_AN_HOUR)]
    now.at += timedelta(hours=1, seconds=1)
    pledge(client, 1)
    assert stored(database) == [(1, MOST_IN_AN_HOUR + 1)]


def test_when_it_cannot_be_written_the_same_form_may_be_sent_again(client, database) -> None:
    given = token(client)
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE pledge_count RENAME TO away"))
    assert client.post("/plan", data={"token": given}).status_code == 503
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO pledge_count"))
    assert client.post("/plan", data={"token": given}).status_code == 303
    assert stored(database) == [(1, 1)]
