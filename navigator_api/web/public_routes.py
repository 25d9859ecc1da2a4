"""All public pages in one router."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter

from knowledge import guides
from knowledge.meaning import Encoder
from navigator_api.web import assessment, learn, partners_page, plan, school_card, services_page
from navigator_api.web.pledge_tokens import PledgeTokens
from navigator_api.web.public import Public


def router(
    public: Public, encoder: Callable[[], Encoder], now: Callable[[], datetime], tokens: PledgeTokens
) -> APIRouter:
    """Reads the guides. `now` is an aware time in California. Raises FactsError for a broken guide."""
    routes = APIRouter()
    routes.include_router(school_card.router(public, guides.school_card(), now))
    routes.include_router(services_page.router(public, encoder, now))
    routes.include_router(partners_page.router(public, guides.funding_words(), now))
    routes.include_router(learn.router(public, guides.labor_guide()))
    routes.include_router(plan.router(public, guides.plan(), tokens))
    routes.include_router(assessment.router(public, guides.self_check(), now))
    return routes
