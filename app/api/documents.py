"""Documents that other programs fetch: DID documents, status lists, our vocabulary.

Open to every origin; no key, no cookie, nothing about the asker. What is addressed by its digest never
changes and says so.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.addresses import DidForm
from app.api.payloads import SLUG
from app.api.problem_docs import UNCHANGED, problems
from app.db import organisations
from app.deps import WithTools
from app.errors import NotFound
from app.verbs import keys, publish
from app.wiring import Tools
from schemas import bundle
from schemas.terms import CAIRN_CODES, CAIRN_CONTEXT, CAIRN_SCHEMA

router = APIRouter(tags=["documents"])

OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_FOR_EVER = "public, max-age=31536000, immutable"

Slug = Annotated[str, Path(pattern=SLUG)]


@router.get(
    "/o/{slug}/did.json", responses={**UNCHANGED, **problems(404, 422)}, response_model=dict[str, Any]
)
def did_document(slug: Slug, request: Request, tools: WithTools) -> Response:
    """An organisation's DID document (did:web, path form)."""
    return _did_document(tools, request, slug, DidForm.PATH)


@router.get("/.well-known/did.json", responses={**UNCHANGED, **problems(404)}, response_model=dict[str, Any])
def did_document_of_host(request: Request, tools: WithTools) -> Response:
    """The DID document of the organisation whose own host name this is (did:web, host form)."""
    host = request.headers.get("host", "")
    slug, _, rest = host.partition(".")
    if rest != tools.addresses.host:
        raise NotFound
    return _did_document(tools, request, slug, DidForm.HOST)


@router.get(
    "/o/{slug}/status/{number}", responses={**UNCHANGED, **problems(404, 422)}, response_model=dict[str, Any]
)
def status_list(
    slug: Slug, number: Annotated[int, Path(ge=1, le=999_999_999)], request: Request, tools: WithTools
) -> Response:
    """A signed status list: which awards of one organisation were withdrawn."""
    row = publish.current(tools, slug, number)
    return with_etag(
        request,
        row.body,
        "application/vc+ld+json",
        cache=f"public, max-age={tools.settings.status_ttl_seconds}",
    )


@router.get("/mc/v1/{name}", responses={**UNCHANGED, **problems(404)}, response_model=dict[str, Any])
def vocabulary(name: str, request: Request) -> Response:
    """Our JSON-LD context, JSON Schema and code lists, by the digest of their bytes."""
    for path, url, media_type in (
        (bundle.own_context_path(), CAIRN_CONTEXT, "application/ld+json"),
        (bundle.own_schema_path(), CAIRN_SCHEMA, "application/schema+json"),
        (bundle.own_codes_path(), CAIRN_CODES, "application/json"),
    ):
        if path == f"/mc/v1/{name}":
            return with_etag(request, bundle.raw(url), media_type, cache=_FOR_EVER)
    raise NotFound


def with_etag(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    cache: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """A document open to every origin, with a strong validator; 304 where the client has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {**OPEN, "ETag": tag, "Cache-Control": cache, **(headers or {})}
    known = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=sent)
    return Response(body, headers=sent, media_type=media_type)


def _did_document(tools: Tools, request: Request, slug: str, form: DidForm) -> Response:
    with tools.database.read() as connection:
        row = organisations.get(connection, slug)
        document = keys.did_document(connection, slug)
    if row is None or document is None or row.did_form != form:
        raise NotFound
    body = json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8")
    return with_etag(request, body, "application/did+json", cache="public, max-age=300")
