"""`/partners`: who does what in the county, what was paid for, and the groups that work together."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from knowledge.directory import queries
from knowledge.directory.public_reads import partners
from knowledge.directory.query_parts import labels
from knowledge.directory.results import CollaborativeEntry, Said
from knowledge.guides import FundingWords
from navigator_api.web.public import TAG, Public, Values
from navigator_api.web.services_page import AUDIENCES
from navigator_api.web.ways_in import way_links

# What nobody checked, or where sources disagree among themselves, is for editors.
NOT_SHOWN = frozenset({"not_verified", "sources_disagree", "named_in", "confirmation"})


def router(public: Public, words: FundingWords, now: Callable[[], datetime]) -> APIRouter:
    """`GET /partners`, `/partners/{id}` and `/partners/teams/{id}`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)

    @routes.get("/partners", summary="The partners and their groups")
    def get_partners(request: Request) -> HTMLResponse:
        return public.from_directory(request, "partners.html", _all)

    @routes.get("/partners/teams/{team_id}", summary="One group that works together")
    def get_team(request: Request, team_id: str) -> HTMLResponse:
        return public.from_directory(request, "team.html", lambda session: _team(session, team_id))

    @routes.get("/partners/{partner_id}", summary="One partner")
    def get_partner(request: Request, partner_id: str) -> HTMLResponse:
        def read(session: Session) -> Values | None:
            found = _partner(session, partner_id, now())
            return None if found is None else {**found, "funding": words}

        return public.from_directory(request, "partner.html", read)

    return routes


def _all(session: Session) -> Values:
    kinds = labels(session, "org_kinds")
    found = partners(session)
    groups = [(label, [one for one in found if one.kind == kind]) for kind, label in kinds.items()]
    return {
        "groups": [(label, members) for label, members in groups if members],
        "teams": queries.collaboratives(session),
    }


def _partner(session: Session, partner_id: str, now: datetime) -> Values | None:
    partner = queries.organization(session, partner_id, on=now.date())
    if partner is None:
        return None
    services = {
        service.id: service
        for audience in AUDIENCES
        for service in queries.services_of_organization(session, partner_id, audience=audience, on=now.date())
    }
    return {
        "partner": partner,
        "ways": way_links(partner.contacts),
        "services": list(services.values()),
        "statements": _shown(partner.statements),
        "teams": [team for team in queries.collaboratives(session) if _has(team, partner_id)],
    }


def _team(session: Session, team_id: str) -> Values | None:
    team = queries.collaborative(session, team_id)
    if team is None:
        return None
    topics = labels(session, "collaborative_topics")
    said = _shown(team.statements)
    grouped = [(label, [one for one in said if one.topic == topic]) for topic, label in topics.items()]
    return {"team": team, "topics": [(label, lines) for label, lines in grouped if lines]}


def _shown(statements: tuple[Said, ...]) -> list[Said]:
    """What has a source; the rest is a remark for editors."""
    return [one for one in statements if one.sources and one.topic not in NOT_SHOWN]


def _has(team: CollaborativeEntry, partner_id: str) -> bool:
    return any(member == partner_id for member, _ in team.members)
