"""What every HTTP exchange goes through before and after the routes: six small ASGI wrappers.

In the order in which app/main.py puts them around the application, outermost first: `RequestIdentity`,
`RequestLog`, `SecurityHeaders`, `TrustedHosts`, `BodyLimit`, `Unhandled`. None of them knows a route or a
tenant; what they need to know of the deployment is an argument. Not here: who the caller is (app/deps.py).

They are plain ASGI and not Starlette's BaseHTTPMiddleware, because a body must be counted before anyone
parses it, and because context variables set here must reach the routes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problem_types import type_of

PROBLEM_JSON = "application/problem+json"

#: nothing from elsewhere, no script at all, no inline style, no frame; forms only to ourselves
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

#: on every answer that does not set the header itself
SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)

#: a year; sent only where the public URL is https
STRICT_TRANSPORT_SECURITY = "max-age=31536000"

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
#: what a health check asks on the machine itself, where it does not know the public name
PROBES = frozenset({"/healthz", "/readyz"})


class RequestIdentity:
    """Gives each request an id of its own: on its log lines, in its problems, in `X-Request-Id`.

    `make` returns a fresh UUID as text. An id that the client sends is ignored: it would be foreign text
    in our log. The id is in `scope["state"]["request_id"]`.
    """

    def __init__(self, app: ASGIApp, *, make: Callable[[], str]) -> None:
        self._app = app
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._make()
        scope.setdefault("state", {})["request_id"] = request_id

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, named)


class RequestLog:
    """One line for each request, in place of the server's access log, which quotes paths.

    `seconds` is a monotonic clock. The route is the template that matched, `/v1/credentials/{id}`, or
    `unmatched`; a request that ended in an exception, or without an answer, is logged with status 500 or 0.
    Health checks that went well are told only at the level of debugging: there are thousands a day.
    """

    def __init__(self, app: ASGIApp, *, seconds: Callable[[], float]) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = self._seconds()
        status, sent = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        except BaseException:
            status = 500
            raise
        finally:
            log = structlog.get_logger()
            write = log.debug if scope["path"] in PROBES and status == 200 else log.info
            write(
                "request",
                method=scope["method"],
                route=_template(scope),
                status=status,
                bytes=sent,
                duration_ms=(self._seconds() - started) * 1000,
            )


def _template(scope: Scope) -> str:
    """The path of the route that matched, as the program wrote it; never what was asked for."""
    # Inside included routers FastAPI's route knows only its own part; what it adds to the scope knows all.
    whole = scope.get("fastapi", {}).get("effective_route_context")
    for source in (whole, scope.get("route")):
        if isinstance(path := getattr(source, "path", None), str):
            return path
    return "unmatched"


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` where an answer does not set them itself; `https` adds HSTS.

    An answer that is open to other origins (CORS `*`: contexts, status lists, signed documents) may also
    be embedded by them.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = dict(SECURITY_HEADERS)
        if https:
            self._headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("Access-Control-Allow-Origin") == "*":
                    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded)


_HOST = re.compile(r"(?P<name>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class TrustedHosts:
    """Answers 400 to a request for a host that is not ours (security W3).

    Ours are `host` (the public URL's host name, in lower case), `<slug>.<host>` where
    `is_organisation(slug)` says that an organisation has its identity at that name, and for the health
    checks in `PROBES` the loopback names. Ports are not compared: behind a proxy they mean nothing. The
    answer never says which organisations there are. `X-Forwarded-Host` is never read.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        host: str,
        is_organisation: Callable[[str], bool],
        problem_url: Callable[[str], str],
    ) -> None:
        self._app = app
        self._host = host.lower()
        self._is_organisation = is_organisation
        self._problem_url = problem_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not await self._trusts(
            Headers(scope=scope).getlist("host"), scope["path"]
        ):
            refusal = Refusal("not-found", 400, "This host name is not served here.", retryable=False)
            await refusal.send(scope, send, self._problem_url)
            return
        await self._app(scope, receive, send)

    async def _trusts(self, hosts: Sequence[str], path: str) -> bool:
        match = _HOST.fullmatch(hosts[0][:260]) if len(hosts) == 1 else None
        if match is None:
            return False
        name = match["name"].lower()
        if name == self._host or (name in LOOPBACK and path in PROBES):
            return True
        slug = name.removesuffix("." + self._host)
        if slug == name or "." in slug:
            return False
        return await run_in_threadpool(self._is_organisation, slug)  # it may ask the database


@dataclass(frozen=True, slots=True)
class Limit:
    """How many bytes a body may have, for paths that begin with `path` and a content type.

    `content_type` is a media type without parameters, in lower case, or "" for any.
    """

    path: str
    content_type: str
    bytes: int


_LENGTH = re.compile(r"[0-9]{1,15}")


class BodyLimit:
    """Counts a request's body before anybody parses it, and answers 413 to one that is too long.

    The first of `limits` that fits decides, else `default` (bytes). A length that is announced is refused
    before anything is read; one that is not announced is counted as it arrives. The body is read to its
    end here, so that the application sees a whole one or none: memory is bounded by the limit.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        default: int,
        limits: Sequence[Limit] = (),
        problem_url: Callable[[str], str],
    ) -> None:
        self._app = app
        self._default = default
        self._limits = tuple(limits)
        self._problem_url = problem_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        announced = headers.get("content-length")
        if announced is None and "transfer-encoding" not in headers:
            await self._app(scope, receive, send)  # RFC 9112 section 6.3: such a request has no body
            return
        limit = self._limit(scope["path"], headers.get("content-type", ""))
        if announced is not None and (not _LENGTH.fullmatch(announced) or int(announced) > limit):
            await self._refuse(scope, send, limit)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # nobody is left to answer
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                await self._refuse(scope, send, limit)
                return
        await self._app(scope, _whole(bytes(body), receive), send)

    def _limit(self, path: str, content_type: str) -> int:
        kind = content_type.partition(";")[0].strip().lower()
        for limit in self._limits:
            if path.startswith(limit.path) and limit.content_type in ("", kind):
                return limit.bytes
        return self._default

    async def _refuse(self, scope: Scope, send: Send, limit: int) -> None:
        detail = f"The body of this request may have at most {limit} bytes."
        refusal = Refusal("too-large", 413, detail, retryable=False, limit=limit)
        # Closing says that the rest of the body will not be read.
        await refusal.send(scope, send, self._problem_url, {"Connection": "close"})


def _whole(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body that was read already, once, and then what the server says."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


class Unhandled:
    """Answers 500 where the application broke before it answered, and lets the error go on.

    Starlette's own last handler stands outside every other wrapper, so that its answer would lack the
    security headers and the request's id. Innermost here, it has both; a 5xx has no detail (security page,
    section 5). The error is raised again for the server's log and for tests.
    """

    def __init__(self, app: ASGIApp, *, problem_url: Callable[[str], str]) -> None:
        self._app = app
        self._problem_url = problem_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = False

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            structlog.get_logger().error("unhandled", exc_info=error)
            if not answered:
                refusal = Refusal("internal-error", 500, None, retryable=True)
                await refusal.send(scope, send, self._problem_url)
            raise


class HeadAsGet:
    """Answers HEAD as GET without the body (RFC 9110 section 9.3.2): FastAPI's routes answer GET only, and
    link checkers ask with HEAD.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class Refusal:
    """An RFC 9457 problem from a wrapper, before any route is known. `code` is registered."""

    def __init__(self, code: str, status: int, detail: str | None, **extensions: object) -> None:
        self._code = code
        self._status = status
        self._detail = detail
        self._extensions = extensions

    async def send(
        self,
        scope: Scope,
        send: Send,
        problem_url: Callable[[str], str],
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`problem_url` gives the URL of the page about a code of ours."""
        problem: dict[str, Any] = {
            "type": problem_url(self._code),
            "title": type_of(self._code).title,
            "status": self._status,
            "code": self._code,
            **self._extensions,
        }
        if self._detail is not None:
            problem["detail"] = self._detail
        if request_id := scope.get("state", {}).get("request_id"):
            problem["instance"] = f"urn:uuid:{request_id}"
        body = json.dumps(problem).encode()
        fields = {"Content-Type": PROBLEM_JSON, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        raw = [(n.lower().encode(), v.encode()) for n, v in {**fields, **headers}.items()]
        await send({"type": "http.response.start", "status": self._status, "headers": raw})
        await send({"type": "http.response.body", "body": body})
