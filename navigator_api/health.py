"""Whether this process lives, and whether a whole answer could be given now."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import httpx
from fastapi import APIRouter
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import JSONResponse

from knowledge.directory.queries import counts

Check = Callable[[], Awaitable[bool]]
CHECK_SECONDS = 1.0


def router(checks: Mapping[str, Check]) -> APIRouter:
    """`GET /health/live` and `GET /health/ready`, which names each part ok or failed."""
    routes = APIRouter(prefix="/health", tags=["health"])

    @routes.get("/live", summary="The process answers")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/ready", summary="Every part answers; 503 if one does not")
    async def ready() -> JSONResponse:
        outcomes = await asyncio.gather(*(_passes(check) for check in checks.values()))
        parts = {name: "ok" if passed else "failed" for name, passed in zip(checks, outcomes, strict=True)}
        status = "ok" if all(outcomes) else "failed"
        return JSONResponse({"status": status, "parts": parts}, 200 if all(outcomes) else 503)

    return routes


async def _passes(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check()
    except Exception:
        # Why it failed may hold an address or a password; that it failed is all we tell.
        return False


def database_check(engine: Engine) -> Check:
    """Passes when the directory was loaded."""

    def count() -> bool:
        with Session(engine) as session:
            return any(counts(session).values())

    return lambda: asyncio.to_thread(count)


def http_check(http: httpx.AsyncClient, url: str) -> Check:
    """Passes when `url` answers 200."""

    async def get() -> bool:
        async with http.stream("GET", url) as response:
            return response.status_code == httpx.codes.OK

    return get
