"""Random ids and codes, their hashes, and what is derived from the secret of this installation."""

import base64
import hashlib
import hmac
import secrets

# Read aloud and typed by hand: no 0/O, 1/I/L.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 16
_CODE_PART = 4


def new_id() -> str:
    """256 random bits for a cookie or a key, in letters that fit a URL and a header."""
    return secrets.token_hex(32)


def short_id() -> str:
    """64 random bits in hex, to name a row; not a secret."""
    return secrets.token_hex(8)


def new_code() -> str:
    """A one-time code of 79 random bits to read aloud: `ABCD-EFGH-JKMN-PQRS`."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))
    return "-".join(letters[start : start + _CODE_PART] for start in range(0, _CODE_LENGTH, _CODE_PART))


def plain_code(typed: str) -> str:
    """The code as it was made, however it was typed: small letters, spaces, no dashes."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + _CODE_PART] for start in range(0, len(letters), _CODE_PART))


def digest(text: str) -> str:
    """SHA-256 in hex: enough for what is random itself; passwords go to passwords.py."""
    return hashlib.sha256(text.encode()).hexdigest()


def form_token(secret: str, session_id: str) -> str:
    """What every form of this session carries, and nobody else can know."""
    return hmac.new(secret.encode(), f"puente form:{session_id}".encode(), hashlib.sha256).hexdigest()


def device_cookie(secret: str, device_id: str, account_id: str) -> str:
    """What a browser keeps that knows this account: `<id>.<mark>`. The account cannot be read from it."""
    return f"{device_id}.{_device_mark(secret, device_id, account_id)}"


def device_id(secret: str, cookie: str, account_id: str) -> str:
    """The id in such a cookie of this account; a new one, which nobody has, for any other text."""
    given, _, mark = cookie.partition(".")
    ours = same(mark, _device_mark(secret, given, account_id))
    return given if ours else new_id()


def same(one: str, other: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def encryption_key(secret: str) -> bytes:
    """A key for Fernet, of its own purpose, from the secret of this installation."""
    return base64.urlsafe_b64encode(hmac.digest(secret.encode(), b"puente second factors", hashlib.sha256))


def _device_mark(secret: str, device_id: str, account_id: str) -> str:
    said = f"puente device:{device_id}:{account_id}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()
