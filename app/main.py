"""The service as one ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool

from app import logging
from app.api import (
    achievements,
    credentials,
    documents,
    health,
    openapi,
    organisations,
    problems,
    registers,
    verify,
)
from app.db import organisations as organisations_table
from app.http import (
    BodyLimit,
    HeadAsGet,
    Limit,
    RequestIdentity,
    RequestLog,
    SecurityHeaders,
    TrustedHosts,
    Unhandled,
)
from app.pages import routes as pages
from app.verbs import issue, publish
from app.wiring import Tools

#: how often lists that are about to end are published anew, and abandoned awards finished
_TICK_SECONDS = 60.0


def create_app(tools: Tools) -> FastAPI:
    """The application over these tools. Nothing is read from the environment."""
    logging.configure(
        now=tools.clock.now,
        pseudonym_key=tools.secrets.log_pseudonyms,
        level=tools.settings.log_level,
    )
    app = FastAPI(
        title="Cairn",
        summary="Open Badges 3.0 for micro-credentials that stack",
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.tools = tools
    v1 = APIRouter(prefix="/v1")
    for module in (organisations, achievements, credentials, verify, registers):
        v1.include_router(module.router)
    app.include_router(v1)
    for router in (health.router, documents.router, pages.router):
        app.include_router(router)
    pages.mount_static(app)
    problems.install(app)
    openapi.install(app)

    # Outermost last: each wrapper is put around the ones before it.
    app.add_middleware(Unhandled, problem_url=tools.addresses.problem)
    app.add_middleware(HeadAsGet)
    most = tools.settings.max_body_bytes
    form = Limit("/verify", "application/x-www-form-urlencoded", 3 * most)  # %XX for every byte, at worst
    app.add_middleware(BodyLimit, default=most, limits=(form,), problem_url=tools.addresses.problem)
    app.add_middleware(
        TrustedHosts,
        host=tools.addresses.hostname,
        is_organisation=lambda slug: _has_host(tools, slug),
        problem_url=tools.addresses.problem,
    )
    app.add_middleware(SecurityHeaders, https=tools.settings.public_url.startswith("https:"))
    app.add_middleware(RequestLog, seconds=time.monotonic)
    app.add_middleware(RequestIdentity, make=lambda: str(UUID(bytes=tools.random(16), version=4)))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Beside the requests: finish what an earlier process left, and keep status lists fresh."""
    keeper = asyncio.create_task(_keep(app.state.tools))
    yield
    keeper.cancel()
    app.state.tools.database.close()


async def _keep(tools: Tools) -> None:
    while True:
        for job in (issue.resume, publish.publish_due):
            try:
                await run_in_threadpool(job, tools)
            except Exception as fault:  # the next round tries again; the service goes on
                structlog.get_logger().error("upkeep-failed", exc_info=fault)
        await asyncio.sleep(_TICK_SECONDS)


def _has_host(tools: Tools, slug: str) -> bool:
    with tools.database.read() as connection:
        row = organisations_table.get(connection, slug)
    return row is not None and row.did_form == "host"
