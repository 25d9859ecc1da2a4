"""The first page after signing in: what there is to do, for this role."""

from fastapi import APIRouter, Request, Security
from starlette.responses import HTMLResponse

from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.site import Site

START = "/navigator"
# The permission that opens it, its address, and the page words that name and explain it.
PLACES = (
    ("options.read", "/navigator/options", "options"),
    ("referrals.read", "/navigator/referrals", "referrals"),
    ("referrals.read", "/navigator/referrals/ht-mdt", "packet"),
    ("reports.read", "/navigator/reports", "reports"),
    ("partner_log.write", "/navigator/reports/log", "partner_log"),
    ("directory.verify", "/navigator/care", "care"),
    ("accounts.manage", "/navigator/accounts", "accounts"),
    ("keys.manage", "/navigator/keys", "keys"),
    ("audit.read", "/navigator/audit", "audit"),
)


def router(site: Site, guard: Guard) -> APIRouter:
    """`GET /navigator`."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)

    @routes.get(START, summary="The workspace's first page")
    def show(request: Request, actor: Actor = Security(guard.page, scopes=["self"])) -> HTMLResponse:
        places = [(target, word) for permission, target, word in PLACES if actor.may(permission)]
        return site.html(request, "start/start.html", actor=actor, places=places)

    return routes
