"""The settings of the doors: `PUENTE_*` in the environment, or in `.env` beside the project."""

import os
import secrets
from pathlib import Path
from typing import Literal, Self

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.directory.engine import DEFAULT_URL

ENV_FILE = Path(".env")
SHORTEST_SECRET = 32
PLACEHOLDERS = ("change", "placeholder", "example", "secret", "your", "todo", "xxx", "<")


class SettingsError(ValueError):
    """A setting that must not be started with. The message names it and how to mend it, never its value."""


class Settings(BaseSettings):
    """Every field `x` is the environment variable `PUENTE_X`; the environment wins over `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="PUENTE_", env_file=ENV_FILE, extra="ignore", hide_input_in_errors=True
    )

    environment: Literal["development", "production"] = "development"
    port: int = 8000
    database_url: str = DEFAULT_URL
    redis_url: str | None = None
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    public_url: str | None = None
    twilio_auth_token: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")

    @field_validator("redis_url", "public_url")
    @classmethod
    def _empty_is_absent(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value and value.strip() else None

    @model_validator(mode="after")
    def _refuse_placeholders(self) -> Self:
        if self.environment == "development":
            return self
        self._demand_secret("PUENTE_TWILIO_AUTH_TOKEN", self.twilio_auth_token, "its console's Auth Token")
        self._demand_secret("PUENTE_SECRET_KEY", self.secret_key, "`openssl rand -hex 32`")
        if self.public_url is None:
            raise SettingsError(
                "PUENTE_PUBLIC_URL is empty: set it to the address Twilio calls, such as https://line.example.org."
            )
        return self

    @staticmethod
    def _demand_secret(name: str, value: SecretStr, source: str) -> None:
        text = value.get_secret_value().strip()
        if len(text) < SHORTEST_SECRET or any(mark in text.casefold() for mark in PLACEHOLDERS):
            raise SettingsError(
                f"{name} is empty, a placeholder, or shorter than {SHORTEST_SECRET} characters: "
                f"set it to {source} before starting outside development."
            )


def load(env_file: Path = ENV_FILE) -> Settings:
    """The settings of this process. Raises SettingsError, naming each variable that is wrong."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    """What is wrong with which variable; the values stay out, some are secrets."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        name = "".join(f"PUENTE_{part}".upper() for part in problem["loc"])
        lines.append(f"{name}: {problem['msg']}" if name else problem["msg"].removeprefix("Value error, "))
    return "; ".join(lines)


def ensure_env_file(path: Path = ENV_FILE) -> bool:
    """Create `.env` with fresh secrets, readable by its owner only. True if it was created.

    An existing file is never touched. The Twilio token made here suits trying the product (`make sms`);
    a real line needs the token of its own Twilio account.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(
            "# Made on first run; keep it out of version control. PUENTE_* variables win over it.\n"
            "PUENTE_ENVIRONMENT=development\n"
            f"PUENTE_SECRET_KEY={secrets.token_hex(32)}\n"
            "# Made up for trying the line; for a real one, the Auth Token of the Twilio console:\n"
            f"PUENTE_TWILIO_AUTH_TOKEN={secrets.token_hex(16)}\n"
        )
    return True
