"""Verification for programs: what the page says, as data."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool

from app.api import answers, examples
from app.api.payloads import VerificationTold
from app.api.problem_docs import problems
from app.deps import WithTools
from app.errors import NotFound
from app.verbs import verify
from app.wiring import Tools
from credentials import strict_json

router = APIRouter(prefix="/verify", tags=["verification"])

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "examples": examples.VERIFICATION,
            },
            "application/vc+ld+json": {"schema": {"type": "object"}},
            "application/vc+jwt": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}


@router.post("", responses=problems(400, 413, 422), openapi_extra=_BODY)
async def verify_credential(request: Request, tools: WithTools) -> VerificationTold:
    """Verify a credential: the body is the signed JSON, a compact JWT, or `{"url": …}` of this service.

    The answer is 200 whatever the verdict: act on `verdict`. A link that opens no award of this service is
    `notACredential`, whatever the reason. Nothing of what is sent is kept.
    """
    body = await request.body()
    return await run_in_threadpool(_verify, tools, body)


def _verify(tools: Tools, body: bytes) -> VerificationTold:
    url = _only_url(body)
    if url is None:
        return answers.verification(verify.presented(tools, body))
    try:
        return answers.verification(verify.by_url(tools, url))
    except NotFound:
        return answers.nothing_behind_the_link(tools.clock.now())


def _only_url(body: bytes) -> str | None:
    """The URL, if the body is an object with that single member (decisions 5.8)."""
    if len(body) > 8192 or not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    value = strict_json.read(body)
    if isinstance(value, dict) and value.keys() == {"url"} and isinstance(value["url"], str):
        return value["url"]
    return None
