"""From domain errors to HTTP: the only such table (RFC 9457, security page section 5).

401, 403 and 404 never say which tenant or that an id exists; 5xx carry no detail; `instance` is a random
URN that is also in the log. No library's text reaches a client.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.db.errors import DatabaseUnavailable, UnstorableText
from app.errors import (
    Busy,
    Conflict,
    InsufficientScope,
    Invalid,
    NotAcceptable,
    NotFound,
    Unauthorized,
    UnsupportedMediaType,
)
from app.pages.plain import failure_page, prefers_html
from app.problem_types import type_of
from app.wiring import Tools
from credentials.errors import Refused, SignatureRejected, TooComplex, Unreadable, Unsound
from credentials.findings import Problem
from keys.errors import KeyFault

MEDIA_TYPE: Final = "application/problem+json"

#: HTTP status per problem code where the kind of error does not decide it
_STATUS: Final[Mapping[str, int]] = {"too-large": 413, "invalid-text": 422}

#: pydantic's error types, as problem codes; everything else is `invalid-value`
_PYDANTIC: Final[Mapping[str, str]] = {
    "extra_forbidden": "unknown-field",
    "missing": "missing-field",
    "invalid_text": "invalid-text",
}


def problem_response(
    request: Request,
    status: int,
    code: str,
    detail: str | None = None,
    *,
    errors: Sequence[Problem] = (),
    pointer: str | None = None,
    headers: Mapping[str, str] | None = None,
    retryable: bool = False,
    extra: Mapping[str, object] | None = None,
) -> Response:
    """One problem+json answer. `errors` lists several problems of one request, each with its own code."""
    tools = request.app.state.tools
    kind = type_of(code)
    instance = f"urn:uuid:{request.state.request_id}"  # also on the request's line in the log
    body: dict[str, Any] = {
        "type": problem_url(tools, code),
        "title": kind.title,
        "status": status,
        "code": code,
        "instance": instance,
        "retryable": retryable,
    }
    if detail is not None and status < 500:
        body["detail"] = detail
    if pointer is not None:
        body["pointer"] = pointer
    if errors:
        body["errors"] = [problem_json(p) for p in errors]
    body.update(extra or {})
    structlog.get_logger().info("problem", problem=code, status=status)
    if (status >= 500 or status == 404) and prefers_html(request):
        return failure_page(tools, status, instance)
    content = json.dumps(body, ensure_ascii=False).encode("utf-8")
    return Response(content, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def problem_url(tools: Tools, code: str) -> str:
    """The page that documents this kind of problem: the standard's, or ours."""
    url = type_of(code).url
    return url if url.startswith("https:") else tools.addresses.below(url)


def problem_json(problem: Problem) -> dict[str, str]:
    """A problem as a member of `errors` or of a check."""
    told = {"code": problem.code, "detail": problem.detail}
    return told if problem.pointer is None else {**told, "pointer": problem.pointer}


def install(app: FastAPI) -> None:
    """Every error that a route can raise gets its answer here."""

    @app.exception_handler(Unauthorized)
    def _(request: Request, error: Unauthorized) -> Response:
        return problem_response(
            request, 401, "unauthorized", headers={"WWW-Authenticate": 'Bearer realm="cairn"'}
        )

    @app.exception_handler(InsufficientScope)
    def _(request: Request, error: InsufficientScope) -> Response:
        return problem_response(request, 403, "insufficient-scope", f"This needs the scope {error.scope}.")

    @app.exception_handler(NotFound)
    def _(request: Request, error: NotFound) -> Response:
        return problem_response(request, 404, "not-found")

    @app.exception_handler(Conflict)
    def _(request: Request, error: Conflict) -> Response:
        return problem_response(request, 409, error.code, error.detail)

    @app.exception_handler(NotAcceptable)
    def _(request: Request, error: NotAcceptable) -> Response:
        return problem_response(request, 406, "not-acceptable", error.detail)

    @app.exception_handler(UnsupportedMediaType)
    def _(request: Request, error: UnsupportedMediaType) -> Response:
        return problem_response(
            request, 415, "unsupported-media-type", f"Accepted: {', '.join(error.accepted)}."
        )

    @app.exception_handler(Busy)
    def _(request: Request, error: Busy) -> Response:
        return problem_response(
            request, 503, "busy", headers={"Retry-After": str(error.retry_after)}, retryable=True
        )

    @app.exception_handler(Invalid)
    def _(request: Request, error: Invalid) -> Response:
        return _several(request, error.problems)

    @app.exception_handler(Refused)
    def _(request: Request, error: Refused) -> Response:
        return _several(request, error.problems)

    @app.exception_handler(Unsound)
    def _(request: Request, error: Unsound) -> Response:
        return _several(request, (error.problem,))

    @app.exception_handler(TooComplex)
    def _(request: Request, error: TooComplex) -> Response:
        return problem_response(request, 422, "too-complex")

    @app.exception_handler(Unreadable)
    def _(request: Request, error: Unreadable) -> Response:
        sub = {"subCode": error.sub_code} if error.sub_code else None
        code = error.sub_code if error.sub_code in _STATUS else error.code
        status = _STATUS.get(code or "", 400)
        return problem_response(request, status, error.code, error.detail, pointer=error.pointer, extra=sub)

    @app.exception_handler(RequestValidationError)
    def _(request: Request, error: RequestValidationError) -> Response:
        return _several(request, tuple(_from_pydantic(e) for e in error.errors()))

    @app.exception_handler(HTTPException)
    def _(request: Request, error: HTTPException) -> Response:
        if error.status_code == 405:
            return problem_response(request, 405, "method-not-allowed", headers=error.headers)
        if error.status_code == 404:
            return problem_response(request, 404, "not-found")
        return problem_response(request, error.status_code, "invalid-request", headers=error.headers)

    @app.exception_handler(DatabaseUnavailable)
    def _(request: Request, error: DatabaseUnavailable) -> Response:
        structlog.get_logger().error("database-unavailable", exc_info=error)
        return problem_response(request, 503, "busy", headers={"Retry-After": "5"}, retryable=True)

    @app.exception_handler(UnstorableText)
    def _(request: Request, error: UnstorableText) -> Response:
        return problem_response(request, 422, "invalid-text", "A text has characters that cannot be kept.")

    @app.exception_handler(KeyFault)
    @app.exception_handler(SignatureRejected)
    def _(request: Request, error: Exception) -> Response:
        # Nothing was released: the same request with the same Idempotency-Key goes on from the record.
        structlog.get_logger().error("not-signed", exc_info=error)
        return problem_response(
            request, 503, "PROOF_GENERATION_ERROR", headers={"Retry-After": "30"}, retryable=True
        )


def _several(request: Request, problems: Sequence[Problem]) -> Response:
    """422 with every problem; one alone gives its own code to the whole answer."""
    codes = {p.code for p in problems}
    first = problems[0]
    if len(problems) == 1:
        return problem_response(
            request, 422, first.code, first.detail, pointer=first.pointer, errors=problems
        )
    code = codes.pop() if len(codes) == 1 else "invalid-request"
    detail = f"{len(problems)} problems; each is listed under errors."
    return problem_response(request, 422, code, detail, errors=problems)


def _from_pydantic(error: Mapping[str, Any]) -> Problem:
    """pydantic's `loc` as an RFC 6901 pointer into the body, or the parameter's name; its words are kept
    only where they are about the type, never where they repeat the input."""
    place, *path = error["loc"]
    pointer = "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in path)
    code = _PYDANTIC.get(error["type"], "invalid-value")
    name = path[-1] if path else "body"
    words = {
        "unknown-field": f"{name} is not a field of this request.",
        "missing-field": f"{name} is missing.",
        "invalid-text": f"{name} has characters that cannot be kept: {error['msg']}.",
    }
    detail = words.get(code, f"{name}: {error['msg']}.")
    return Problem(code, detail, pointer if place == "body" else f"{place}:{name}")
