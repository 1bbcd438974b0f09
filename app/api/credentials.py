"""Credentials: issue, find, withdraw, share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request, Response

from app.addresses import Kind
from app.api import answers, examples
from app.api.paging import Cursor, Limit, read_cursor, size
from app.api.payloads import (
    CredentialPage,
    CredentialRequest,
    CredentialTold,
    RevocationRequest,
    ShareTold,
)
from app.api.problem_docs import problems
from app.api.strict import StrictRoute, exact_body
from app.db import credentials
from app.db.credentials import Search
from app.deps import WithCaller, WithTools
from app.errors import Invalid, NotFound
from app.scopes import Scope
from app.verbs import issue, revoke, share
from app.verbs.issue import IssueRequest
from app.wiring import Tools
from credentials.findings import Problem
from credentials.instants import parse_instant

router = APIRouter(prefix="/credentials", route_class=StrictRoute, tags=["credentials"])

CredentialId = Annotated[
    str, Path(pattern=r"^[a-z2-7]{26}$", description="The last part of the credential's id")
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your own. The same key and body get the same answer, and one award.",
    ),
]
Status = Literal["reserved", "issued", "suspended", "revoked"]


@router.post("", status_code=201, response_model=CredentialTold, responses=problems(401, 403, 404, 409, 422))
def issue_credential(
    body: Annotated[CredentialRequest, examples.CREDENTIAL],
    request: Request,
    tools: WithTools,
    caller: WithCaller,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Award an achievement to a learner: one signed credential, stored and revocable.

    Everything that is wrong is listed at once. Send an `Idempotency-Key`, and send the same request again
    whenever the answer did not reach you: the award is made once.
    """
    answer = issue.issue(
        tools,
        caller,
        _asked(body),
        body=exact_body(request),
        idempotency_key=idempotency_key,
        render=lambda row: answers.credential(tools, row).model_dump_json(by_alias=True).encode("utf-8"),
    )
    replayed = {"Idempotency-Replayed": "true"} if answer.replayed else {}
    return Response(answer.body, 201, headers=replayed, media_type="application/json")


@router.post("/preview", responses=problems(401, 403, 404, 409, 422))
def preview_credential(
    body: Annotated[CredentialRequest, examples.CREDENTIAL], tools: WithTools, caller: WithCaller
) -> dict[str, Any]:
    """The credential as it would be signed, after every rule. Stores nothing."""
    return issue.preview(tools, caller, _asked(body))


@router.get("", responses=problems(401, 403, 422))
def list_credentials(
    tools: WithTools,
    caller: WithCaller,
    achievement: Annotated[str | None, Query(description="Slug or identifier of an achievement")] = None,
    recipient_reference: Annotated[
        str | None, Query(alias="recipientReference", description="Your number for the learner")
    ] = None,
    status: Status | None = None,
    since: Annotated[str | None, Query(description="RFC 3339 instant; recorded then or later")] = None,
    until: Annotated[str | None, Query(description="RFC 3339 instant; recorded before then")] = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> CredentialPage:
    """Your credentials, newest first. All conditions that are given must hold."""
    caller.require(Scope.CREDENTIALS_READ)
    wanted = Search(
        achievement_id=_slug(tools, caller.organisation, achievement),
        recipient_reference=recipient_reference,
        status=status,
        since=_instant("since", since),
        until=_instant("until", until),
    )
    place = read_cursor(cursor)
    with tools.database.read() as connection:
        page = credentials.search(
            connection, caller.organisation, wanted, cursor=place, limit=size(tools, limit)
        )
    return CredentialPage(
        items=[answers.credential(tools, row) for row in page.rows],
        next=page.next.to_text() if page.next else None,
    )


@router.get("/{credential}", responses=problems(401, 403, 404, 422))
def get_credential(credential: CredentialId, tools: WithTools, caller: WithCaller) -> CredentialTold:
    """One credential of yours."""
    caller.require(Scope.CREDENTIALS_READ)
    with tools.database.read() as connection:
        row = credentials.get(connection, caller.organisation, credential)
    if row is None:
        raise NotFound
    return answers.credential(tools, row)


@router.post("/{credential}/revoke", responses=problems(401, 403, 404, 409, 422))
def revoke_credential(
    credential: CredentialId,
    body: Annotated[RevocationRequest, examples.REVOCATION],
    tools: WithTools,
    caller: WithCaller,
) -> CredentialTold:
    """Withdraw an award for ever. Everybody who checks it is told, with the public reason."""
    revoke.revoke(tools, caller, credential, body.reason, body.note)
    with tools.database.read() as connection:
        row = credentials.get(connection, caller.organisation, credential)
    if row is None:
        raise NotFound
    return answers.credential(tools, row)


@router.post("/{credential}/share-link", responses=problems(401, 403, 404, 422))
def renew_share_link(credential: CredentialId, tools: WithTools, caller: WithCaller) -> ShareTold:
    """A new share link. Every earlier one stops working at once."""
    return ShareTold(share=share.renew(tools, caller, credential))


@router.delete("/{credential}/share-link", status_code=204, responses=problems(401, 403, 404, 422))
def close_share_link(credential: CredentialId, tools: WithTools, caller: WithCaller) -> Response:
    """Close sharing: no link opens the award until one is made again."""
    share.close(tools, caller, credential)
    return Response(status_code=204)


def _asked(body: CredentialRequest) -> IssueRequest:
    recipient = body.recipient.said()
    return IssueRequest(
        achievement=body.achievement,
        version=body.version,
        reference=recipient.pop("reference", None),
        recipient=recipient,
        award=body.award(),
        allow_duplicate=body.allow_duplicate,
    )


def _slug(tools: Tools, organisation: str, achievement: str | None) -> str | None:
    """An achievement's slug from its slug or the identifier of one of its versions."""
    if achievement is None:
        return None
    address = tools.addresses.read(achievement)
    if address is None or address.kind is not Kind.ACHIEVEMENT:
        return achievement
    return address.parts[0] if address.organisation == organisation else ""


def _instant(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    instant = parse_instant(text)
    if instant is None:
        detail = f"{name} is not an RFC 3339 instant with a zone, such as 2026-09-21T00:00:00Z."
        raise Invalid(Problem("invalid-value", detail, f"query:{name}"))
    return instant
