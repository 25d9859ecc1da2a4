"""A security key in software: answers WebAuthn questions as a browser with a key would (ES256)."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT = 0x01
WITH_KEY = 0x40


@dataclass
class SoftKey:
    """`origin` is what the browser would say of the page; `count` goes up with each signature."""

    origin: str
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: str, **changes: Any) -> str:
        """The answer to a question for a new passkey; `changes` override `challenge`, `origin` or `rp_id`."""
        asked = json.loads(options)
        told = {"challenge": asked["challenge"], "origin": self.origin, "rp_id": asked["rp"]["id"]} | changes
        key = cbor2.dumps(self._public())
        data = self._data(told["rp_id"], PRESENT | WITH_KEY)
        data += bytes(16) + len(self.id).to_bytes(2) + self.id + key
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = _client("webauthn.create", told)
        return self._answer(clientDataJSON=client, attestationObject=statement)

    def sign(self, options: str, **changes: Any) -> str:
        """The answer to a question for a known passkey."""
        asked = json.loads(options)
        told = {"challenge": asked["challenge"], "origin": self.origin, "rp_id": asked["rpId"]} | changes
        self.count += 1
        data, client = self._data(told["rp_id"], PRESENT), _client("webauthn.get", told)
        signed = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _public(self) -> dict[int, Any]:
        point = self.private.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _answer(self, **response: bytes) -> str:
        told = {name: bytes_to_base64url(value) for name, value in response.items()}
        id_ = bytes_to_base64url(self.id)
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": told})


def _client(kind: str, told: dict[str, Any]) -> bytes:
    return json.dumps({"type": kind, "challenge": told["challenge"], "origin": told["origin"]}).encode()
