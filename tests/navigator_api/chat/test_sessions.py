from navigator_api.chat.sessions import IDLE_SECONDS, KEY_SECONDS, Sessions

NUMBER = "+19255550123"


def test_a_conversation_lasts_while_somebody_writes_within_ten_minutes(clock) -> None:
    sessions = Sessions(clock)
    first = sessions.open("a")
    for _ in range(3):
        clock.now += IDLE_SECONDS - 1
        assert sessions.open("a") is first


def test_ten_idle_minutes_forget_it(clock) -> None:
    sessions = Sessions(clock)
    first = sessions.open("a")
    clock.now += IDLE_SECONDS
    assert sessions.get("a") is None
    assert sessions.open("a").rasa_id != first.rasa_id


def test_forgetting_starts_afresh(clock) -> None:
    sessions = Sessions(clock)
    first = sessions.open("a")
    sessions.forget("a")
    sessions.forget("never there")
    assert sessions.open("a") is not first


def test_a_number_is_found_again_the_same_day_under_a_key_that_does_not_hold_it(clock) -> None:
    sessions = Sessions(clock)
    key = sessions.key_of_number(NUMBER)
    assert sessions.key_of_number(NUMBER) == key
    assert "9255550123" not in key
    assert Sessions(clock).key_of_number(NUMBER) != key


def test_the_key_rotates_daily_and_yesterdays_sessions_are_gone(clock) -> None:
    sessions = Sessions(clock)
    key = sessions.key_of_number(NUMBER)
    sessions.open(key)
    clock.now += KEY_SECONDS
    assert sessions.key_of_number(NUMBER) != key
    assert sessions.get(key) is None


def test_the_sweep_frees_what_expired_and_rotates_the_key(clock) -> None:
    sessions = Sessions(clock)
    key = sessions.key_of_number(NUMBER)
    sessions.open("a")
    clock.now += KEY_SECONDS
    sessions.sweep()
    clock.now -= KEY_SECONDS
    assert sessions.get("a") is None
    assert sessions.key_of_number(NUMBER) != key


def test_only_so_many_are_kept(clock) -> None:
    sessions = Sessions(clock, most=2)
    for key in ("a", "b", "c"):
        sessions.open(key)
    assert sessions.get("a") is None
    assert sessions.get("c") is not None


def test_rasa_gets_a_random_id(clock) -> None:
    sessions = Sessions(clock)
    assert len({sessions.open(str(n)).rasa_id for n in range(100)}) == 100
