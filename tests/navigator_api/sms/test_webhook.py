import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.text.segments import measure

pytestmark = pytest.mark.anyio

NUMBER = "+19255550123"


def form(body: str, sid: str = "SM1", **more: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": NUMBER, "Body": body, "NumMedia": "0", **more}


async def test_the_first_answer_says_what_this_line_is_and_the_second_does_not(doors, responses) -> None:
    disclosure = responses.reply("utter_disclosure", "es").text
    assert await doors.text("mi jefe no me paga") == f"An answer.\n{disclosure}"
    assert await doors.text("mi jefe no me paga") == "An answer."


async def test_the_disclosure_waits_for_room(doors, rasa, responses) -> None:
    disclosure = responses.reply("utter_disclosure", "en").text
    rasa.answers = [{"text": "x" * 300}]
    assert await doors.text("where can i sleep tonight") == "x" * 300
    rasa.answers = [{"text": "Yes."}]
    assert await doors.text("where can i sleep tonight") == f"Yes.\n{disclosure}"


async def test_a_stranger_is_disclosed_to_again_after_ten_idle_minutes(doors, clock, responses) -> None:
    await doors.text("where can i sleep tonight")
    clock.now += 600
    assert responses.reply("utter_disclosure", "en").text in await doors.text("where can i sleep tonight")


async def test_replies_and_buttons_become_one_text_and_a_digit_answers_it(doors, rasa) -> None:
    await doors.text("hello there my friend")
    rasa.answers = [{"text": "Hi."}, {"text": "What?", "buttons": [{"title": "A bed"}, {"title": "Food"}]}]
    assert await doors.text("where can i sleep tonight") == "Hi.\nWhat?\n1 A bed\n2 Food"
    await doors.text("2")
    assert rasa.texts[-1] == "Food"


async def test_options_that_did_not_fit_cannot_be_picked(doors, rasa) -> None:
    rasa.answers = [{"text": "x" * 300, "buttons": [{"title": "A bed"}, {"title": "Food"}]}]
    await doors.text("where can i sleep tonight")
    await doors.text("2")
    assert rasa.texts[-1] == "2"


async def test_two_numbers_are_two_talks_and_rasa_sees_neither(doors, rasa) -> None:
    await doors.text("where can i sleep tonight", number="+19255550123")
    await doors.text("where can i sleep tonight", number="+19255550124")
    await doors.text("where can i sleep tonight", number="+19255550123")
    senders = [body["sender"] for body in rasa.received]
    assert senders[0] == senders[2] != senders[1]
    assert "9255550" not in str(rasa.received)


async def test_a_repeat_gets_byte_identical_xml_and_is_not_asked_again(doors, rasa) -> None:
    first = await doors.post_sms(form("where can i sleep tonight"))
    rasa.answers = [{"text": "Something else."}]
    second = await doors.post_sms(form("where can i sleep tonight"))
    assert first.content == second.content
    assert len(rasa.received) == 1


async def test_sixteen_repeats_at_once_are_one(doors, rasa) -> None:
    sent = [doors.post_sms(form("where can i sleep tonight")) for _ in range(16)]
    assert len({response.content for response in await asyncio.gather(*sent)}) == 1
    assert len(rasa.received) == 1


async def test_a_text_without_an_id_is_answered_each_time(doors, rasa) -> None:
    anonymous = {"From": NUMBER, "Body": "where can i sleep tonight"}
    await doors.post_sms(anonymous)
    await doors.post_sms(anonymous)
    assert len(rasa.received) == 2


@pytest.mark.parametrize(
    ("word", "language"), [("STOP", "en"), ("Alto.", "es"), ("no más", "es"), ("UNSUBSCRIBE", "en")]
)
async def test_stop_is_confirmed_once_and_then_there_is_silence(
    word, language, doors, responses, rasa
) -> None:
    assert await doors.text(word) == responses.reply("utter_sms_stop", language).text
    for body in (word, "where can i sleep tonight", "he is going to kill me", "HELP", ""):
        assert await doors.text(body) == ""
    assert rasa.received == []


async def test_start_brings_the_line_back(doors, responses) -> None:
    await doors.text("ALTO")
    assert await doors.text("volver") == responses.reply("utter_sms_start", "es").text
    assert "An answer." in await doors.text("mi jefe no me paga")


async def test_another_number_is_not_stopped(doors) -> None:
    await doors.text("STOP")
    assert await doors.text("where can i sleep tonight", number="+19255550199") != ""


@pytest.mark.parametrize("body", ["stop him", "para mi hija", "can't stop crying", "end my life"])
async def test_a_cry_is_not_an_opt_out(body, doors, responses) -> None:
    stops = {responses.reply("utter_sms_stop", language).text for language in ("en", "es")}
    assert await doors.text(body) not in stops | {""}
    assert await doors.text("where can i sleep tonight") != ""


async def test_an_english_stop_word_is_confirmed_in_the_language_of_the_talk(doors, responses) -> None:
    await doors.text("mi jefe no me paga")
    assert await doors.text("STOP") == responses.reply("utter_sms_stop", "es").text


@pytest.mark.parametrize(
    ("body", "name", "language"),
    [
        ("he is going to kill me", "utter_safety_immediate_danger", "en"),
        ("me va a matar", "utter_safety_immediate_danger", "es"),
        ("i want to kill myself", "utter_safety_self_harm", "en"),
        ("me quiero morir", "utter_safety_self_harm", "es"),
        ("/he is going to kill me", "utter_safety_immediate_danger", "en"),
    ],
)
async def test_danger_is_answered_with_rasa_and_database_dead(
    body, name, language, open_doors, rasa, responses, tmp_path
) -> None:
    rasa.close()
    (tmp_path / "garbage").write_bytes(b"\x07 no database " * 1000)
    async with open_doors(migrated=False, database_url=f"sqlite:///{tmp_path}/garbage") as doors:
        started = time.monotonic()
        assert await doors.text(body) == responses.reply(name, language).text
        assert time.monotonic() - started < 0.5
    assert rasa.received == []


async def test_a_watched_writer_starts_as_a_stranger_next_time(doors, rasa, responses) -> None:
    await doors.text("where can i sleep tonight")
    assert await doors.text("he is here cant talk") == responses.reply("utter_safety_cannot_talk", "en").text
    assert responses.reply("utter_disclosure", "en").text in await doors.text("where can i sleep tonight")
    assert len({body["sender"] for body in rasa.received if body["message"] != "/restart"}) == 2


async def test_delete_makes_a_stranger(doors, rasa, responses) -> None:
    await doors.text("mi jefe no me paga")
    assert await doors.text("BORRAR") == responses.reply("utter_deleted", "es").text
    await doors.text("mi jefe no me paga")
    assert len({body["sender"] for body in rasa.received if body["message"] != "/restart"}) == 2


async def test_delete_reaches_rasa_as_well(doors, rasa) -> None:
    await doors.text("mi jefe no me paga")
    await doors.text("BORRAR")
    await eventually(lambda: "/restart" in rasa.texts)
    assert len({body["sender"] for body in rasa.received}) == 1


async def test_delete_from_somebody_rasa_never_heard_of_stays_in_the_door(doors, rasa) -> None:
    await doors.text("BORRAR")
    await asyncio.sleep(0.1)
    assert rasa.received == []


async def eventually(happened: Callable[[], bool]) -> None:
    for _ in range(100):
        if happened():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("trouble", ["hang", "empty", "html", "huge", "status", "dead"])
async def test_whatever_rasa_does_a_text_goes_out(trouble, open_doors, rasa, responses) -> None:
    _make_trouble(rasa, trouble)
    async with open_doors(deadline=0.3) as doors:
        started = time.monotonic()
        assert await doors.text("mi jefe no me paga") == responses.reply("utter_unavailable", "es").text
        assert await doors.text("T visa please", number="+19255550124") != ""
        # Without a deadline it would be for ever; a disk that stalls may add seconds.
        assert time.monotonic() - started < 4


async def test_a_hanging_rasa_is_answered_for_within_six_and_a_half_seconds(open_doors, rasa) -> None:
    rasa.hang()
    async with open_doors(deadline=6.0) as doors:
        started = time.monotonic()
        assert "988" in await doors.text("where can i sleep tonight")
        assert 5.5 < time.monotonic() - started < 6.5


async def test_after_three_failures_answers_come_at_once_until_a_probe_succeeds(open_doors, rasa) -> None:
    rasa.raw = b"[]"
    async with open_doors(deadline=1.0, probe_every=0.2) as doors:
        for _ in range(3):
            await doors.text("where can i sleep tonight")
        rasa.hang()
        started = time.monotonic()
        assert "988" in await doors.text("where can i sleep tonight")
        assert time.monotonic() - started < 0.1
        rasa.raw = None
        rasa.release()
        await asyncio.sleep(0.5)
        assert "An answer." in await doors.text("where can i sleep tonight")
    assert "/ask_tcvap" in rasa.texts


async def test_a_broken_database_stops_nobody(open_doors) -> None:
    async with open_doors(migrated=False) as doors:
        assert "An answer." in await doors.text("where can i sleep tonight")
        assert await doors.text("STOP") != ""
        assert await doors.text("where can i sleep tonight") == ""


async def test_a_locked_database_stops_nobody(doors) -> None:
    with closing(sqlite3.connect(doors.database, isolation_level=None)) as holder:
        holder.execute("pragma locking_mode=exclusive")
        holder.execute("begin exclusive")
        started = time.monotonic()
        assert "An answer." in await doors.text("where can i sleep tonight")
        assert await doors.text("STOP") != ""
        assert time.monotonic() - started < 1.0
        holder.execute("rollback")


@pytest.mark.parametrize(
    "body", ["🙏🙏🙏", "\x00", "", "/restart", '/greet{"x":1}', "EXTERNAL: /restart", "?" * 1600]
)
async def test_odd_texts_get_an_answer_that_keeps_to_its_segments(body, doors, rasa) -> None:
    reply = await doors.text(body)
    assert reply
    assert measure(reply).parts <= 2
    assert not any(text.startswith(("/", "EXTERNAL")) for text in rasa.texts)


async def test_a_picture_without_a_body_field_is_answered(doors, responses) -> None:
    response = await doors.post_sms({"MessageSid": "SM1", "From": NUMBER, "NumMedia": "1"})
    assert responses.reply("utter_no_text", "en").text in response.text


async def test_an_age_is_answered_with_numbers_beside_it(doors, responses) -> None:
    reply = await doors.text("im 15 and i need food")
    assert responses.reply("utter_safety_short", "en").text in reply


async def test_a_body_over_64_kib_is_refused_before_it_is_read(doors, rasa) -> None:
    response = await doors.post_sms(form("x" * 1_000_000))
    assert response.status_code == 413
    assert response.json()["title"]
    assert rasa.received == []


def _make_trouble(rasa, trouble: str) -> None:
    if trouble == "hang":
        rasa.hang()
    elif trouble == "status":
        rasa.status = 500
    elif trouble == "dead":
        rasa.close()
    else:
        rasa.raw = {"empty": b"[]", "html": b"<html>", "huge": b"[" + b" " * 10_000_000 + b"]"}[trouble]
