"""JSON request bodies are read by the strict reader, not by FastAPI's.

FastAPI takes NaN, duplicate members, lone surrogates and UTF-16 (security F9). A route class parses the
body first, so that a refusal is our own `Unreadable` and not a wrapped 400 without a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.errors import UnsupportedMediaType
from credentials import strict_json
from credentials.json_types import JsonValue

#: methods whose bodies FastAPI would parse
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class _StrictRequest(Request):
    """A request whose `.json()` is what the strict reader found."""

    strict_value: JsonValue = None

    async def json(self) -> Any:
        return self.strict_value


class StrictRoute(APIRoute):
    """Use as `APIRouter(route_class=StrictRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()
        takes_json = self.body_field is not None

        async def handler(request: Request) -> Response:
            if not takes_json or request.method not in _WITH_BODY:
                return await inner(request)
            strict = _StrictRequest(request.scope, request.receive)
            body = await strict.body()
            request.scope["cairn.body"] = body
            if body:
                media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
                if media_type != "application/json" and not media_type.endswith("+json"):
                    raise UnsupportedMediaType(("application/json",))
                strict.strict_value = strict_json.read(body)
            return await inner(strict)

        return handler


def exact_body(request: Request) -> bytes:
    """The bytes that were sent, in a route of this class: what an idempotency key belongs to."""
    body: bytes = request.scope["cairn.body"]
    return body
