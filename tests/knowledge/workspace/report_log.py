"""Fills the logs that reports are made of."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlmodel import Session

from knowledge.workspace import partner_log
from knowledge.workspace.partner_log_codes import kinds
from knowledge.workspace.referral_tables import Referral
from knowledge.workspace.times import stamp

_KEYS = count()
# A service of each of two organizations in the facts.
CVS, JAL = "cvs_ht_direct", "jal_legal"


def refer(
    session: Session,
    month: str,
    how_many: int,
    *,
    need: str = "food",
    service_id: str = JAL,
    language: str = "es",
    outcome: str = "got_help",
    emergency: bool = False,
    hours: float | None = None,
) -> None:
    """So many referrals on the 10th of a month; connected after `hours` when they are given."""
    made = datetime.fromisoformat(f"{month}-10").replace(hour=18, tzinfo=UTC)
    connected = None if hours is None else stamp(made + timedelta(hours=hours))
    for _ in range(how_many):
        session.add(
            Referral(
                form_key=f"key-{next(_KEYS)}",
                case_code="A1B2C3",
                service_id=service_id,
                need=need,
                language=language,
                county="contra_costa",
                how="warm_handoff",
                emergency=emergency,
                made_at=stamp(made),
                outcome=outcome,
                outcome_at=stamp(made),
                connected_at=connected,
            )
        )
    session.commit()


def train(session: Session, day: str, people: int, organization_id: str = "cvs") -> None:
    """One training."""
    values = {
        "held_on": day,
        "organization_id": organization_id,
        "audience": "school_staff",
        "topic": "signs",
        "language": "es",
        "format": "online",
        "people": people,
    }
    _add(session, "training", values)


def reach_out(
    session: Session, day: str, contacts: int, materials: int, organization_id: str = "cvs"
) -> None:
    """One time of outreach."""
    values = {
        "held_on": day,
        "organization_id": organization_id,
        "setting": "hotels",
        "language": "es",
        "contacts": contacts,
        "materials": materials,
    }
    _add(session, "outreach", values)


def _add(session: Session, kind: str, values: dict[str, object]) -> None:
    at = datetime(2026, 11, 22, 18, tzinfo=UTC)
    assert partner_log.add(session, kinds()[kind], f"entry-{next(_KEYS)}", values, at)
    session.commit()
