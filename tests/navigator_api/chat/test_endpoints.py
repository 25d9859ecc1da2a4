from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.anyio


async def test_a_conversation_goes_on_under_the_id_it_was_given(doors, rasa) -> None:
    first = await doors.chat("where can i sleep tonight")
    assert first["replies"] == [{"text": "An answer.", "options": []}]
    second = await doors.chat("and food for tomorrow", first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert rasa.received[0]["sender"] == rasa.received[1]["sender"] != first["conversation"]


async def test_an_id_that_we_did_not_give_is_replaced(doors) -> None:
    assert (await doors.chat("where can i sleep", "chosen-by-a-stranger"))[
        "conversation"
    ] != "chosen-by-a-stranger"


async def test_options_are_offered(doors, rasa) -> None:
    rasa.answers = [{"text": "Which?", "buttons": [{"title": "A bed", "payload": "/x"}]}]
    assert (await doors.chat("where can i sleep"))["replies"] == [{"text": "Which?", "options": ["A bed"]}]


async def test_the_disclosure_stands_on_the_page_and_not_in_every_answer(doors, responses) -> None:
    assert len((await doors.chat("where can i sleep"))["replies"]) == 1


async def test_danger_is_answered_with_rasa_dead(doors, rasa, responses) -> None:
    rasa.close()
    answer = await doors.chat("he is going to kill me")
    assert answer["replies"][0]["text"] == responses.reply("utter_safety_immediate_danger", "en").text


async def test_an_age_brings_the_numbers_as_a_second_reply(doors, responses) -> None:
    replies = (await doors.chat("im 15 and i need food"))["replies"]
    assert [reply["text"] for reply in replies] == [
        "An answer.",
        responses.reply("utter_safety_short", "en").text,
    ]


async def test_a_watched_writer_gets_another_conversation_next_time(doors) -> None:
    first = await doors.chat("he is here cant talk")
    assert (await doors.chat("where can i sleep", first["conversation"]))["conversation"] != first[
        "conversation"
    ]


async def test_the_pages_language_answers_what_nobody_can_tell(doors, rasa) -> None:
    await doors.chat("T visa", language="es")
    assert rasa.received[0]["metadata"]["language"] == "es"


async def test_ending_forgets_at_once_and_clears_the_browser(doors) -> None:
    first = await doors.chat("where can i sleep tonight")
    response = await doors.http.post("/chat/end", data={"conversation": first["conversation"]})
    assert response.status_code == 204
    assert '"storage"' in response.headers["clear-site-data"]
    assert (await doors.chat("and food", first["conversation"]))["conversation"] != first["conversation"]


async def test_ending_what_never_began_is_no_error(doors) -> None:
    assert (await doors.http.post("/chat/end", data={"conversation": "x"})).status_code == 204
    assert (await doors.http.post("/chat/end")).status_code == 204


async def test_the_root_leads_to_the_chat(doors) -> None:
    response = await doors.http.get("/")
    assert (response.status_code, response.headers["location"]) == (307, "/chat")


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("?lang=en", "es", "en"),
        ("?lang=es", "en", "es"),
        ("?lang=zz<script>", "fr", "en"),
    ],
)
async def test_the_page_comes_in_the_readers_language(query, accepted, language, doors) -> None:
    response = await doors.http.get(f"/chat{query}", headers={"Accept-Language": accepted})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert "<script>" not in response.text


async def test_without_script_the_form_brings_the_replies_on_the_page(doors, rasa) -> None:
    rasa.answers = [{"text": "<b>Which?</b>", "buttons": [{"title": 'A "bed"'}]}]
    form = {"text": "where can i sleep tonight", "conversation": "", "lang": "es"}
    response = await doors.http.post("/chat", data=form)
    assert response.status_code == 200
    assert '<html lang="es">' in response.text
    assert "&lt;b&gt;Which?&lt;/b&gt;" in response.text
    assert 'value="A &#34;bed&#34;"' in response.text
    assert "where can i sleep" not in response.text


async def test_the_form_goes_on_with_its_conversation(doors, rasa) -> None:
    page = (await doors.http.post("/chat", data={"text": "where can i sleep tonight"})).text
    conversation = page.split('name="conversation" value="')[1].split('"')[0]
    await doors.http.post("/chat", data={"text": "and food", "conversation": conversation})
    assert rasa.received[0]["sender"] == rasa.received[1]["sender"]


async def test_an_empty_form_is_answered_too(doors, responses) -> None:
    response = await doors.http.post("/chat", content=urlencode({"text": ""}))
    assert response.status_code == 200
