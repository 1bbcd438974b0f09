"""The wrappers that give a request its id and its one line in the log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import count

import pytest
import structlog
from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import http
from tests.app.exchange import Answer, answering, exchange, problem_url


@pytest.fixture(autouse=True)
def every_level_is_written() -> None:
    """An application that was made before may have left a threshold behind."""
    structlog.reset_defaults()


def identified(app: ASGIApp) -> ASGIApp:
    numbers = count(1)
    return http.RequestIdentity(app, make=lambda: f"{next(numbers):032x}")


def test_each_request_has_an_id_of_its_own_whatever_the_client_sends() -> None:
    seen: list[object] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope["state"]["request_id"], structlog.contextvars.get_contextvars()))
        await answering()(scope, receive, send)

    wrapped = identified(app)
    first = exchange(wrapped, headers=[("X-Request-Id", "mine")])
    second = exchange(wrapped)
    ids = [first.headers["x-request-id"], second.headers["x-request-id"]]
    assert ids == [f"{1:032x}", f"{2:032x}"]
    assert seen == [(i, {"request_id": i}) for i in ids]
    assert structlog.contextvars.get_contextvars() == {}


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise ZeroDivisionError("a canary")


def logged(app: ASGIApp) -> Callable[[], ASGIApp]:
    ticks = count()
    return lambda: http.RequestLog(app, seconds=lambda: next(ticks) * 0.25)


def test_a_request_is_one_line_with_the_template_of_its_route_and_not_its_path() -> None:
    inner = APIRouter(prefix="/o/{slug}")

    @inner.get("/share/{token}", status_code=201)
    def page(slug: str, token: str) -> int:
        return 4444

    outer = APIRouter(prefix="/v1")
    outer.include_router(inner)
    service = FastAPI()
    service.include_router(outer)
    app = logged(service)()
    with structlog.testing.capture_logs() as lines:
        exchange(app, "/v1/o/north/share/secret-token")
        exchange(app, "/somewhere/else")
    expected = {"event": "request", "log_level": "info", "method": "GET", "duration_ms": 250.0}
    assert lines == [
        {**expected, "route": "/v1/o/{slug}/share/{token}", "status": 201, "bytes": 4},
        {**expected, "route": "unmatched", "status": 404, "bytes": len('{"detail":"Not Found"}')},
    ]


@pytest.mark.parametrize("path, level", [("/healthz", "debug"), ("/readyz", "debug"), ("/healthz/x", "info")])
def test_a_health_check_that_went_well_is_told_quietly(path: str, level: str) -> None:
    with structlog.testing.capture_logs() as lines:
        exchange(logged(answering())(), path)
    assert [line["log_level"] for line in lines] == [level]


def test_a_health_check_that_failed_is_told() -> None:
    with structlog.testing.capture_logs() as lines, pytest.raises(ZeroDivisionError):
        exchange(logged(broken)(), "/healthz")
    assert [line["log_level"] for line in lines] == ["info"]


def test_a_request_that_breaks_is_logged_as_500_and_breaks() -> None:
    app = logged(broken)()
    with structlog.testing.capture_logs() as lines, pytest.raises(ZeroDivisionError):
        exchange(app)
    assert [line["status"] for line in lines] == [500]


# --- an application that breaks


def answer_of_a_broken(app: ASGIApp) -> Answer:
    """What was sent before the error went on to the server."""

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        with pytest.raises(ZeroDivisionError):
            await app(scope, receive, send)

    return exchange(outside)


def test_a_broken_application_answers_with_headers_and_id_and_without_a_detail() -> None:
    app: ASGIApp = http.Unhandled(broken, problem_url=problem_url)
    app = identified(http.SecurityHeaders(app, https=False))
    with structlog.testing.capture_logs() as lines:
        answer = answer_of_a_broken(app)
    assert (answer.status, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    problem = json.loads(answer.body)
    assert problem["code"] == "internal-error"
    assert problem["instance"] == "urn:uuid:" + answer.headers["x-request-id"]
    assert "detail" not in problem
    assert b"canary" not in answer.body
    assert [line["event"] for line in lines] == ["unhandled"]


def test_an_answer_that_has_begun_is_not_followed_by_another() -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    answer = answer_of_a_broken(http.Unhandled(half, problem_url=problem_url))
    assert (answer.status, answer.body) == (200, b"")


# --- all of them


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_http_request_passes_untouched(kind: str) -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def never() -> Message:
        raise AssertionError

    async def nowhere(message: Message) -> None:
        raise AssertionError

    wrapped: ASGIApp = http.Unhandled(app, problem_url=problem_url)
    wrapped = http.BodyLimit(wrapped, default=0, problem_url=problem_url)
    wrapped = http.TrustedHosts(wrapped, host="x", is_organisation=lambda _: False, problem_url=problem_url)
    wrapped = http.SecurityHeaders(wrapped, https=True)
    wrapped = logged(wrapped)()
    wrapped = identified(wrapped)
    asyncio.run(wrapped({"type": kind}, never, nowhere))
    assert seen == [{"type": kind}]
