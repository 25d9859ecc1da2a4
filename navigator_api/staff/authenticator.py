"""Authenticator apps: time-based codes (RFC 6238) of six digits, thirty seconds each."""

from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

from navigator_api.staff import tokens

ISSUER = "Puente"
SECONDS = 30
# A clock may be one step behind or ahead.
WINDOW = 1
_DIGITS = 6


class Authenticator:
    """Makes and checks the secrets of apps; they are kept encrypted with a key derived from `secret`."""

    def __init__(self, secret: str) -> None:
        self._box = Fernet(tokens.encryption_key(secret))

    def new(self) -> bytes:
        """A fresh secret, encrypted."""
        return self._box.encrypt(pyotp.random_base32().encode())

    def readable(self, kept: bytes) -> str:
        """The secret in base32, to type into an app. Raises InvalidToken if PUENTE_SECRET_KEY was changed."""
        return self._box.decrypt(kept).decode()

    def address(self, kept: bytes, name: str) -> str:
        """What the QR code says."""
        return pyotp.TOTP(self.readable(kept)).provisioning_uri(name=name, issuer_name=ISSUER)

    def step(self, kept: bytes, typed: str, now: datetime) -> int | None:
        """The time step whose code was typed, within WINDOW of now; None for a wrong code.

        After PUENTE_SECRET_KEY was changed no code is right: the account needs a new factor.
        """
        digits = "".join(typed.split())
        if len(digits) != _DIGITS or not digits.isascii() or not digits.isdecimal():
            return None
        try:
            app = pyotp.TOTP(self.readable(kept))
        except InvalidToken:
            return None
        current = int(now.timestamp()) // SECONDS
        steps = range(current + WINDOW, current - WINDOW - 1, -1)
        fitting = [step for step in steps if tokens.same(app.generate_otp(step), digits)]
        return fitting[0] if fitting else None
