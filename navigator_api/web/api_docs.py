"""The HTTP contract as a page of ours: no script, no font and no request from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from navigator_api.web.site import Site

PATH = "/api"
PREFIXES = ("/api/", "/hsds", "/health")


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    what: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """`needs`: permissions of roles.yml, empty where it is open to all."""

    method: str
    path: str
    summary: str
    needs: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def router(site: Site) -> APIRouter:
    """`GET /api`."""
    routes = APIRouter(tags=["public"], default_response_class=HTMLResponse)

    @routes.get(PATH, summary="This contract as a page")
    def show(request: Request) -> HTMLResponse:
        found = list(operations(request.app.openapi()))
        return site.html(request, "public/api.html", operations=found)

    return routes


def operations(contract: dict[str, Any]) -> Iterator[Operation]:
    """What OpenAPI says of the routes for machines, in its order."""
    for path, methods in contract["paths"].items():
        for method, one in methods.items():
            if path.startswith(PREFIXES):
                yield Operation(
                    method.upper(),
                    path,
                    one.get("summary", ""),
                    tuple(scope for scheme in one.get("security", ()) for scope in scheme.get("staff", ())),
                    tuple(_parameter(each) for each in one.get("parameters", ())),
                )


def _parameter(one: dict[str, Any]) -> Parameter:
    schema = one.get("schema", {})
    what = one.get("description") or schema.get("description") or schema.get("type") or ""
    return Parameter(one["name"], one["in"], what, one.get("required", False))
