"""How the API's description shows problems: one schema, listed per status that a route can answer with."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field

_MEANS: Final = {
    400: "The body is not JSON that we read, or the host is not one of ours",
    401: "A valid key is needed",
    403: "The key may not do this",
    404: "Not there, or not yours: one answer for both",
    406: "No such form",
    409: "Contradicts what is already so",
    413: "Too large",
    415: "A kind of body that is not taken here",
    422: "The content has problems; all are listed",
    500: "A fault of ours",
    503: "Not now; try again",
}


class ProblemEntry(BaseModel):
    code: str
    detail: str
    pointer: str | None = Field(None, description="RFC 6901, into the request's body")


class ProblemTold(BaseModel):
    """RFC 9457, with a stable code."""

    type: str = Field(description="A page that explains this kind of problem")
    title: str
    status: int
    code: str
    instance: str = Field(description="Tell the operator this; it is in the log too")
    retryable: bool
    detail: str | None = None
    pointer: str | None = None
    errors: list[ProblemEntry] | None = None


#: for the `responses` of a document with a validator
UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "As the client has it already"}}

#: what any request can be answered with, before or beside its route (app/http.py)
_ANYWHERE: Final = (400, 413, 500)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`, with 503, which every route that needs the database can answer."""
    return {status: _told(status) for status in sorted({*statuses, 503})}


def complete(operation: dict[str, Any]) -> None:
    """Add to an operation of the description what its route need not say, and leave out what cannot be."""
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]  # FastAPI's own form, which is never sent
        if operation.get("requestBody") or operation.get("parameters"):
            responses["422"] = _told(422)
    if list(operation.get("requestBody", {}).get("content", ())) == ["application/json"]:
        responses.setdefault("415", _told(415))
    for status in _ANYWHERE:
        responses.setdefault(str(status), _told(status))
    operation["responses"] = dict(sorted(responses.items()))


def _told(status: int) -> dict[str, Any]:
    return {
        "description": _MEANS[status],
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemTold"}}},
    }
