import stat
from pathlib import Path

import pytest

from navigator_api.settings import SettingsError, ensure_env_file, load

GOOD = {
    "PUENTE_ENVIRONMENT": "production",
    "PUENTE_TWILIO_AUTH_TOKEN": "0f" * 16,
    "PUENTE_SECRET_KEY": "1e" * 32,
    "PUENTE_PUBLIC_URL": "https://line.example.org/",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in GOOD:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_the_env_file_is_created_with_fresh_secrets_for_its_owner_only(tmp_path: Path) -> None:
    first, second = tmp_path / "a.env", tmp_path / "b.env"
    assert ensure_env_file(first)
    assert ensure_env_file(second)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert first.read_text() != second.read_text()
    assert len(load(first).secret_key.get_secret_value()) == 64


def test_an_existing_env_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("PUENTE_PORT=9000\n")
    assert not ensure_env_file(path)
    assert path.read_text() == "PUENTE_PORT=9000\n"


def test_the_environment_wins_over_the_env_file(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".env"
    path.write_text("PUENTE_PORT=9000\n")
    assert load(path).port == 9000
    environment.setenv("PUENTE_PORT", "9100")
    assert load(path).port == 9100


def test_production_starts_with_real_secrets(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        environment.setenv(name, value)
    assert load(tmp_path / "absent").public_url == "https://line.example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUENTE_SECRET_KEY", ""),
        ("PUENTE_SECRET_KEY", "changeme-changeme-changeme-changeme-changeme"),
        ("PUENTE_SECRET_KEY", "brief-77"),
        ("PUENTE_TWILIO_AUTH_TOKEN", "your_auth_token_goes_here_your_auth_token"),
        ("PUENTE_TWILIO_AUTH_TOKEN", "   "),
        ("PUENTE_PUBLIC_URL", ""),
        ("PUENTE_PORT", "eighty-eight"),
    ],
)
def test_production_refuses_to_start_and_names_the_variable_but_not_its_value(
    name: str, value: str, tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    for good_name, good in (GOOD | {name: value}).items():
        environment.setenv(good_name, good)
    with pytest.raises(SettingsError, match=name) as refusal:
        load(tmp_path / "absent")
    assert not value.strip() or value not in str(refusal.value)


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    ensure_env_file(tmp_path / ".env")
    settings = load(tmp_path / ".env")
    assert settings.secret_key.get_secret_value() not in repr(settings)
