"""How the API's description shows problems: one schema, listed per status that a route can answer with."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field

_MEANS: Final = {
    400: "The body is not JSON that we read",
    401: "A valid key is needed",
    403: "The key may not do this",
    404: "Not there, or not yours: one answer for both",
    406: "No such form",
    409: "Contradicts what is already so",
    413: "Too large",
    415: "A kind of body that is not taken here",
    422: "The content has problems; all are listed",
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


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`. A route with a body can also answer 400, 413 and 415; all can answer 503."""
    shown = {*statuses, 503}
    if 422 in shown:
        shown |= {400, 413, 415}
    return {
        status: {
            "description": _MEANS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemTold"}}},
        }
        for status in sorted(shown)
    }
