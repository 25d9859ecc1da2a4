"""The forms of the referral log: what was sent, what is wrong with it, and what is shown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from knowledge.directory.card_reads import active_services
from knowledge.directory.query_parts import labels
from knowledge.workspace.case_codes import read_code
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.referrals import NewReferral, has_case
from navigator_api.web.local_time import from_field

LONGEST = 60


class ReferralForm(BaseModel):
    """What the form for a new referral sends; every value is an id of a list, or a case code."""

    model_config = ConfigDict(extra="ignore")

    form_key: str = Field("", max_length=LONGEST)
    service: str = Field("", max_length=LONGEST)
    need: str = Field("", max_length=LONGEST)
    language: str = Field("", max_length=LONGEST)
    county: str = Field("", max_length=LONGEST)
    how: str = Field("", max_length=LONGEST)
    emergency: str = Field("", max_length=LONGEST)
    case: str = Field("", max_length=LONGEST)


class OutcomeForm(BaseModel):
    """What the form for an outcome sends; an empty `happened` is now."""

    model_config = ConfigDict(extra="ignore")

    form_key: str = Field("", max_length=LONGEST)
    outcome: str = Field("", max_length=LONGEST)
    happened: str = Field("", max_length=LONGEST)


@dataclass(frozen=True)
class Checked:
    """`errors` maps a field to the page word that says what is wrong; `referral` is there without errors.

    `case_code` is None for a new case.
    """

    referral: NewReferral | None
    case_code: str | None
    errors: Mapping[str, str] = field(default_factory=dict)


def check(session: Session, sent: ReferralForm) -> Checked:
    """The referral that a form asks for."""
    codes = referral_codes()
    lists = {
        "service": active_services(session),
        "need": labels(session, "needs"),
        "language": codes.languages,
        "county": codes.counties,
        "how": codes.hows,
    }
    errors = {
        name: f"referrals.error.{name}" for name, known in lists.items() if getattr(sent, name) not in known
    }
    case_code, wrong = _case(session, sent.case)
    if wrong:
        errors["case"] = wrong
    if errors:
        return Checked(None, case_code, errors)
    return Checked(_referral(sent), case_code)


def happened_at(sent: OutcomeForm, now: datetime) -> datetime | None:
    """When the outcome came about; None for what is no time."""
    return from_field(sent.happened) if sent.happened.strip() else now


def _referral(sent: ReferralForm) -> NewReferral:
    return NewReferral(
        service_id=sent.service,
        need=sent.need,
        language=sent.language,
        county=sent.county,
        how=sent.how,
        emergency=bool(sent.emergency),
    )


def _case(session: Session, typed: str) -> tuple[str | None, str | None]:
    """The code of a case that is in the log, and what is wrong with what was typed."""
    if not typed.strip():
        return None, None
    code = read_code(typed)
    if code is None:
        return None, "referrals.error.case_slip"
    return (code, None) if has_case(session, code) else (None, "referrals.error.case_unknown")
