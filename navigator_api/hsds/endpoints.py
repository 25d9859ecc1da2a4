"""The directory as HSDS 3.1 over HTTP, for other agencies' software. Everybody may read it."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Query
from starlette.responses import JSONResponse, Response, StreamingResponse

from knowledge.directory.hsds.schema import object_schema, page_schema
from knowledge.directory.hsds.views import View, full, listed, minimal, with_services
from navigator_api.errors import Problem
from navigator_api.hsds.asked import (
    PER_PAGE,
    Asked,
    One,
    OneOrganization,
    Organizations,
    Services,
    ServicesAtLocations,
    Terms,
    merged,
)
from navigator_api.hsds.directory import Directory
from navigator_api.hsds.profile import HSDS_VERSION, profile

_Asked = TypeVar("_Asked", bound=Asked)
Given = Annotated[_Asked | None, Body()]
NDJSON = "application/x-ndjson"
# Any page in any browser may read what everybody may read; no credentials are ever looked at.
OPEN = {"Access-Control-Allow-Origin": "*"}


def router(directory: Directory, address: str) -> APIRouter:
    """Every path of HSDS 3.1's API under `/hsds`; `address` is where callers find this server."""
    routes = APIRouter(prefix="/hsds", tags=["hsds"])
    _about(routes, address.rstrip("/"))
    _services(routes, directory)
    _organizations(routes, directory)
    _services_at_locations(routes, directory)
    _taxonomies(routes, directory)
    _terms(routes, directory)
    return routes


def _about(routes: APIRouter, address: str) -> None:
    @routes.get("", include_in_schema=False)
    @routes.get("/", summary="Which HSDS this is")
    def about(_asked: Annotated[One, Query()]) -> Response:
        return _answer(
            {
                "version": HSDS_VERSION,
                "profile": f"{address}/hsds/profile",
                "openapi_url": f"{address}/openapi.json",
            }
        )

    @routes.get("/profile", summary="What is said beyond HSDS, and where")
    def show_profile(_asked: Annotated[One, Query()]) -> Response:
        return _answer(profile(f"{address}/hsds/profile"))


def _services(routes: APIRouter, directory: Directory) -> None:
    def answer(asked: Services) -> Response:
        view = minimal("service") if asked.minimal else _view("service", asked.full)
        return _list(directory, view, asked, all_at_once=asked.minimal)

    @routes.get("/services", summary="Services", responses=_page_of("service"))
    def get_services(asked: Annotated[Services, Query()]) -> Response:
        return answer(asked)

    @routes.post("/services", summary="Services, asked for in the body", responses=_page_of("service"))
    def post_services(asked: Annotated[Services, Query()], body: Given[Services] = None) -> Response:
        return answer(merged(asked, body))

    @routes.get("/services/{id}", summary="A service with everything that hangs on it")
    def get_service(id: str, _asked: Annotated[One, Query()]) -> Response:
        return _answer(directory.one(full("service"), id))


def _organizations(routes: APIRouter, directory: Directory) -> None:
    def answer(asked: Organizations) -> Response:
        whole = asked.full or asked.full_service
        view = with_services(complete=asked.full_service) if whole else listed("organization")
        return _list(directory, view, asked)

    @routes.get("/organizations", summary="Organizations", responses=_page_of("organization"))
    def get_organizations(asked: Annotated[Organizations, Query()]) -> Response:
        return answer(asked)

    @routes.post(
        "/organizations", summary="Organizations, asked for in the body", responses=_page_of("organization")
    )
    def post_organizations(
        asked: Annotated[Organizations, Query()], body: Given[Organizations] = None
    ) -> Response:
        return answer(merged(asked, body))

    @routes.get("/organizations/{id}", summary="An organization with everything that hangs on it")
    def get_organization(id: str, asked: Annotated[OneOrganization, Query()]) -> Response:
        return _answer(directory.one(with_services(complete=asked.full_service), id))


def _services_at_locations(routes: APIRouter, directory: Directory) -> None:
    table = "service_at_location"

    def answer(asked: ServicesAtLocations) -> Response:
        if asked.proximity is not None and asked.postcode is None:
            raise Problem(422, "proximity needs a postcode to measure from.")
        return _list(directory, _view(table, asked.full), asked)

    @routes.get("/service_at_locations", summary="Services at their places", responses=_page_of(table))
    def get_services_at_locations(asked: Annotated[ServicesAtLocations, Query()]) -> Response:
        return answer(asked)

    @routes.post(
        "/service_at_locations",
        summary="Services at their places, asked for in the body",
        responses=_page_of(table),
    )
    def post_services_at_locations(
        asked: Annotated[ServicesAtLocations, Query()], body: Given[ServicesAtLocations] = None
    ) -> Response:
        return answer(merged(asked, body))

    @routes.get("/service_at_locations/{id}", summary="A service at a place with everything about both")
    def get_service_at_location(id: str, _asked: Annotated[One, Query()]) -> Response:
        return _answer(directory.one(full(table), id))


def _taxonomies(routes: APIRouter, directory: Directory) -> None:
    @routes.get("/taxonomies", summary="Taxonomies", responses=_page_of("taxonomy"))
    def get_taxonomies(asked: Annotated[Asked, Query()]) -> Response:
        return _list(directory, listed("taxonomy"), asked)

    @routes.post("/taxonomies", summary="Taxonomies, asked for in the body", responses=_page_of("taxonomy"))
    def post_taxonomies(asked: Annotated[Asked, Query()], body: Given[Asked] = None) -> Response:
        return _list(directory, listed("taxonomy"), merged(asked, body))

    @routes.get("/taxonomies/{id}", summary="A taxonomy")
    def get_taxonomy(id: str, _asked: Annotated[One, Query()]) -> Response:
        return _answer(directory.one(full("taxonomy"), id))


def _terms(routes: APIRouter, directory: Directory) -> None:
    table = "taxonomy_term"

    @routes.get("/taxonomy_terms", summary="Terms of taxonomies", responses=_page_of(table))
    def get_terms(asked: Annotated[Terms, Query()]) -> Response:
        return _list(directory, listed(table), asked)

    @routes.post(
        "/taxonomy_terms", summary="Terms of taxonomies, asked for in the body", responses=_page_of(table)
    )
    def post_terms(asked: Annotated[Terms, Query()], body: Given[Terms] = None) -> Response:
        return _list(directory, listed(table), merged(asked, body))

    @routes.get("/taxonomy_terms/{id}", summary="A term with its taxonomy")
    def get_term(id: str, _asked: Annotated[One, Query()]) -> Response:
        return _answer(directory.one(full(table), id))


def _view(table: str, whole: bool) -> View:
    return full(table) if whole else listed(table)


def _list(directory: Directory, view: View, asked: Asked, *, all_at_once: bool = False) -> Response:
    """A page, or the stream of everything; `all_at_once` puts everything on one page if none was sized."""
    if asked.format == "ndjson":
        lines = directory.lines(view, asked.wanted())
        return StreamingResponse(lines, media_type=NDJSON, headers=OPEN)
    per_page = asked.per_page or (None if all_at_once else PER_PAGE)
    return _answer(directory.page(view, asked.wanted(), asked.page, per_page))


def _answer(body: Mapping[str, Any]) -> Response:
    return JSONResponse(dict(body), headers=OPEN)


def _page_of(table: str) -> dict[int | str, dict[str, Any]]:
    """What a list answers, for `/openapi.json`."""
    schema = page_schema(object_schema(listed(table)))
    return {200: {"content": {"application/json": {"schema": schema}}}}
