"""Passkeys and security keys (WebAuthn): what the browser is asked, and whether its answer is right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from knowledge.workspace.account_tables import StaffPasskey
from navigator_api.staff.place import Relying

NAME = "Puente"
# It stands beside a password: touching the key is enough, and keys without a PIN work.
_VERIFICATION = UserVerificationRequirement.PREFERRED

# What an answer that was made up can raise, in the library or before it.
_WRONG = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True)
class Question:
    """What is asked of the browser (JSON), and the challenge to keep."""

    options: str
    challenge: bytes


@dataclass(frozen=True)
class Proved:
    """A new passkey: its id (base64url), public key and counter."""

    id: str
    public_key: bytes
    sign_count: int


def ask_new(relying: Relying, account_id: str, name: str, known: Sequence[StaffPasskey]) -> Question:
    """Ask for a new passkey that is none of those known."""
    options = webauthn.generate_registration_options(
        rp_id=relying.id,
        rp_name=NAME,
        user_id=account_id.encode(),
        user_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=_VERIFICATION
        ),
        exclude_credentials=_descriptors(known),
    )
    return Question(options_to_json(options), options.challenge)


def new_passkey(relying: Relying, challenge: bytes, answer: str) -> Proved | None:
    """The passkey that the browser made for this challenge; None if the answer is not right."""
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=relying.id,
            expected_origin=list(relying.origins),
        )
    except _WRONG:
        return None
    return Proved(
        bytes_to_base64url(verified.credential_id), verified.credential_public_key, verified.sign_count
    )


def ask_known(relying: Relying, known: Sequence[StaffPasskey]) -> Question:
    """Ask for one of these passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=relying.id, allow_credentials=_descriptors(known), user_verification=_VERIFICATION
    )
    return Question(options_to_json(options), options.challenge)


def known_passkey(
    relying: Relying, challenge: bytes, answer: str, known: Sequence[StaffPasskey]
) -> tuple[StaffPasskey, int] | None:
    """The passkey that signed this challenge, and its new counter; None if the answer is not right."""
    try:
        used = next((one for one in known if one.id == json.loads(answer)["id"]), None)
        if used is None:
            return None
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=relying.id,
            expected_origin=list(relying.origins),
            credential_public_key=used.public_key,
            credential_current_sign_count=used.sign_count,
        )
    except _WRONG:
        return None
    return used, verified.new_sign_count


def _descriptors(known: Sequence[StaffPasskey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.id)) for one in known]
