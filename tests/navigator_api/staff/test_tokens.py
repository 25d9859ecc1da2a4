import re

from cryptography.fernet import Fernet

from navigator_api.staff import tokens


def test_a_session_id_has_256_bits_and_differs_each_time() -> None:
    made = {tokens.new_id() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in made)


def test_a_code_can_be_read_aloud_and_typed_anyhow() -> None:
    code = tokens.new_code()
    assert re.fullmatch("(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", code)
    assert tokens.plain_code(f"  {code.lower().replace('-', ' ')}") == code


def test_each_session_has_its_own_form_token_and_each_installation_its_own() -> None:
    assert len({tokens.form_token(secret, one) for secret in ("a", "b") for one in ("x", "y")}) == 4


def test_the_encryption_key_is_of_another_purpose_than_the_secret() -> None:
    key = tokens.encryption_key("k" * 40)
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
    assert key != tokens.encryption_key("j" * 40)


def test_a_browsers_cookie_gives_its_id_for_its_account_and_installation_only() -> None:
    cookie = tokens.device_cookie("secret", "some-id", "maria")
    assert tokens.device_id("secret", cookie, "maria") == "some-id"
    others = [("other", cookie, "maria"), ("secret", cookie, "ana"), ("secret", cookie, "")]
    others += [("secret", wrong, "maria") for wrong in ("", ".", "some-id", "some-id.", f"x{cookie}", "á.é")]
    made = {tokens.device_id(*one) for one in others}
    assert len(made) == len(others)
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in made)


def test_a_browsers_cookie_does_not_say_whose_it_is() -> None:
    assert "maria" not in tokens.device_cookie("secret", "some-id", "maria")


def test_a_browsers_mark_is_no_form_token() -> None:
    _, _, mark = tokens.device_cookie("secret", "some-id", "maria").partition(".")
    assert mark != tokens.form_token("secret", "some-id:maria")
