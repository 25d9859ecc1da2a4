from datetime import UTC, datetime

import pyotp

from navigator_api.staff.authenticator import Authenticator

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_the_kept_secret_is_not_readable_without_the_key_of_the_installation() -> None:
    app = Authenticator("k" * 40)
    kept = app.new()
    assert app.readable(kept).encode() not in kept
    other = Authenticator("j" * 40)
    assert other.step(kept, pyotp.TOTP(app.readable(kept)).at(NOW), NOW) is None


def test_the_step_of_a_code_is_that_of_its_time() -> None:
    app = Authenticator("k" * 40)
    kept = app.new()
    step = int(NOW.timestamp()) // 30
    codes = pyotp.TOTP(app.readable(kept))
    assert app.step(kept, codes.at(NOW), NOW) == step
    assert (
        app.step(kept, f" {codes.at(NOW, counter_offset=-1)[:3]} {codes.at(NOW, counter_offset=-1)[3:]}", NOW)
        == step - 1
    )


def test_the_address_names_the_account_and_nothing_that_tells() -> None:
    app = Authenticator("k" * 40)
    address = app.address(app.new(), "maria")
    assert address.startswith("otpauth://totp/Puente:maria?secret=")
