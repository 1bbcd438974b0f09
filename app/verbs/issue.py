"""Issuing one credential: prepare, lint, record, sign, check under the published key, store.

Step 1, one transaction: has this idempotency key been answered; reserve what identifies the award (id,
status index, second, keys) and record the draft. Step 2, no transaction open: sign, and check the signature
under the organisation's published key. Step 3, one transaction: store the documents, unless another hand did.

A crash after step 1 leaves an intent without a signature. The same request, or `resume`, goes on from the
recorded draft; Ed25519 and RFC 6979 give the same bytes again, and the fence of step 3 keeps the first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from app import tokens
from app.addresses import Kind
from app.clock import whole_second
from app.db import achievements, audit, credentials, idempotency, organisations, status_lists
from app.db.achievements import AchievementVersionRow
from app.db.credentials import CredentialRow, Form, NewCredential
from app.db.organisations import OrganisationRow
from app.errors import Conflict, NotFound
from app.scopes import Scope
from app.verbs import keys
from app.verbs.actors import Caller
from app.verbs.organisations import profile_of
from app.wiring import Tools
from credentials import issuing
from credentials.errors import Refused, Unsound
from credentials.findings import Problem
from credentials.instants import format_instant, parse_instant
from credentials.json_types import JsonObject
from credentials.status import status_list_entry
from issuers.award import award_shape_problems, build, place_in_request
from keys.custody import KeyPurpose
from keys.multikey import Algorithm
from schemas.terms import CREDENTIALS_V2, OB_3_0_3

ROUTE = "POST /v1/credentials"
#: an intent older than this was left behind, not merely slow
_ABANDONED = timedelta(minutes=2)

Render = Callable[[CredentialRow], bytes]


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What is asked for. `recipient` has name, email and id as far as given, `reference` stays here."""

    achievement: str  # a slug, or the identifier of a version
    version: int | None
    reference: str | None
    recipient: JsonObject
    award: JsonObject
    allow_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The exact bytes that answer the request, now and whenever it is repeated."""

    body: bytes
    replayed: bool


def issue(
    tools: Tools,
    caller: Caller,
    request: IssueRequest,
    *,
    body: bytes,
    idempotency_key: str | None,
    render: Render,
) -> Answer:
    """Issue, or repeat the answer that this key and body got before.

    `body` is the request's exact bytes, `render` makes the answer from the finished row. Raises NotFound for
    an achievement that is not the caller's, Refused with every broken rule, Conflict `idempotency-conflict`,
    `duplicate-award` or `not-published`, and KeyUnavailable when nothing was signed but may be later.
    """
    caller.require(Scope.CREDENTIALS_ISSUE)
    digest = hashlib.sha256(body).digest()
    earlier = _earlier(tools, caller, idempotency_key, digest)
    if isinstance(earlier, Answer):
        return earlier
    if earlier is None:
        draft = _draft(tools, caller, request)
        earlier = _record(tools, caller, request, draft, idempotency_key, digest)
        if isinstance(earlier, Answer):
            return earlier
    row = _sign_and_store(tools, caller.actor, caller.organisation, earlier)
    return _answer(tools, caller, idempotency_key, render(row))


def preview(tools: Tools, caller: Caller, request: IssueRequest) -> JsonObject:
    """The unsigned credential that the request would become. Stores nothing. Raises as `issue` does."""
    caller.require(Scope.CREDENTIALS_ISSUE)
    return _draft(tools, caller, request).credential(list_id=1, list_index=0)


def resume(tools: Tools, *, limit: int = 1000) -> int:
    """Finish what was recorded and never signed. How many awards were finished."""
    with tools.database.read() as connection:
        left = credentials.unfinished(connection, before=tools.clock.now() - _ABANDONED, limit=limit)
    for row in left:
        try:
            _sign_and_store(tools, "system", row.organisation_id, row.id)
        except Exception as fault:  # one award that cannot be signed must not keep the others
            structlog.get_logger().error("resume-failed", exc_info=fault, credential=row.id)
    return len(left)


# --- step 1: what is asked, and the intent


@dataclass(frozen=True, slots=True)
class _Draft:
    """An award that passed every rule, not yet recorded. Only the status entry is still open."""

    credential_id: str
    achievement: AchievementVersionRow
    did: str
    valid_from: datetime
    valid_until: datetime | None
    awarded_at: datetime
    with_jwt: bool
    build: Callable[..., JsonObject]
    status_url: Callable[[int], str]

    def credential(self, *, list_id: int, list_index: int) -> JsonObject:
        return self.build(status_entry=status_list_entry(self.status_url(list_id), list_index))


def _earlier(tools: Tools, caller: Caller, key: str | None, digest: bytes) -> Answer | str | None:
    """What this idempotency key has led to: an answer, or the id of an award that is not finished."""
    if key is None:
        return None
    with tools.database.read() as connection:
        row = idempotency.read(connection, caller.organisation, ROUTE, key)
    return None if row is None else _meaning(row, digest)


def _meaning(row: idempotency.IdempotencyRow, digest: bytes) -> Answer | str | None:
    if row.request_sha256 != digest:
        raise Conflict("idempotency-conflict", "This Idempotency-Key was used with another body.")
    return Answer(row.response_body, replayed=True) if row.response_body is not None else row.credential_id


def _draft(tools: Tools, caller: Caller, request: IssueRequest) -> _Draft:
    """Find the achievement, build the credential and apply every rule, outside of any transaction."""
    with tools.database.read() as connection:
        organisation = organisations.get(connection, caller.organisation)
        achievement = _find(tools, connection, caller, request)
    if organisation is None or achievement is None:
        raise NotFound
    if achievement.state != "published" or achievement.document is None:
        raise Conflict("not-published", f"Version {achievement.version} is a draft.")
    document = json.loads(achievement.document)
    asked = {**request.award, "recipient": request.recipient}
    draft = _assemble(tools, organisation, achievement, document, asked)
    if problems := _problems(tools, document, asked, draft):
        raise Refused(problems)
    return draft


def _problems(tools: Tools, achievement: JsonObject, asked: JsonObject, draft: _Draft) -> tuple[Problem, ...]:
    """Everything that would keep the award from being signed, each at its place in the request.

    What is never recorded takes no status index and holds up no learner. Raises TooComplex.
    """
    missing = tuple(Problem(b.code, b.remedy, b.pointer) for b in award_shape_problems(achievement, asked))
    try:
        issuing.prepare(draft.credential(list_id=1, list_index=0), tools.profile)
    except Refused as refused:
        broken = refused.problems
    except Unsound as unsound:
        broken = (unsound.problem,)
    else:
        return missing
    # What is missing is told once, in the request's own terms, and not again by what it leads to.
    told = {problem.pointer for problem in missing}
    placed = (replace(p, pointer=place_in_request(p.pointer or "")) for p in broken)
    return (*missing, *(p for p in placed if p.pointer not in told))


def _find(
    tools: Tools, connection: Connection, caller: Caller, request: IssueRequest
) -> AchievementVersionRow | None:
    """By slug, or by identifier; never another organisation's."""
    slug, version = request.achievement, request.version
    address = tools.addresses.read(slug)
    if address is not None and address.kind is Kind.ACHIEVEMENT:
        if address.organisation != caller.organisation:
            return None
        slug, version = address.parts[0], int(address.parts[1])
    if version is not None:
        return achievements.get_version(connection, caller.organisation, slug, version)
    published = achievements.latest(connection, caller.organisation, slug, published=True)
    return published or achievements.latest(connection, caller.organisation, slug)


def _assemble(
    tools: Tools,
    organisation: OrganisationRow,
    achievement: AchievementVersionRow,
    document: JsonObject,
    asked: JsonObject,
) -> _Draft:
    now = whole_second(tools.clock.now())
    awarded = _instant(asked, "awardedDate") or _instant(asked, "validFrom") or now
    valid_from = _instant(asked, "validFrom") or awarded
    credential_id = tokens.new_id(tools.random)
    return _Draft(
        credential_id=credential_id,
        achievement=achievement,
        did=organisation.did,
        valid_from=valid_from,
        valid_until=_instant(asked, "validUntil"),
        awarded_at=awarded,
        with_jwt="id" in asked["recipient"],
        build=partial(
            build,
            document,
            {k: v for k, v in asked.items() if k != "validFrom"},
            credential_id=tools.addresses.credential(organisation.id, credential_id),
            issuer_profile=profile_of(organisation).profile(),
            context_urls=(CREDENTIALS_V2, OB_3_0_3, tools.context_url),
            schema_url=tools.schema_url,
            valid_from=format_instant(valid_from),
            salt=tools.random(16),
        ),
        status_url=partial(tools.addresses.status_list, organisation.id),
    )


def _instant(asked: JsonObject, name: str) -> datetime | None:
    """An instant of the request, which its model has checked, in whole seconds."""
    instant = parse_instant(asked.get(name))
    return None if instant is None else whole_second(instant)


def _record(
    tools: Tools,
    caller: Caller,
    request: IssueRequest,
    draft: _Draft,
    key: str | None,
    digest: bytes,
) -> Answer | str:
    """The intent, in one transaction; or what a parallel call with the same key has done meanwhile."""
    organisation, now = caller.organisation, whole_second(tools.clock.now())
    with tools.database.write() as connection:
        if key is not None:
            claim = idempotency.claim(connection, organisation, ROUTE, key, request_sha256=digest, at=now)
            if not claim.won and (found := _meaning(claim.row, digest)) is not None:
                return found
        entry = status_lists.reserve(connection, organisation, "revocation", random=tools.random, at=now)
        number = _next_award(connection, caller, request, draft)
        signing = keys.active(connection, organisation, draft.did, KeyPurpose.CREDENTIAL, Algorithm.ED25519)
        jwt = (
            keys.active(connection, organisation, draft.did, KeyPurpose.CREDENTIAL, Algorithm.P256)
            if draft.with_jwt
            else None
        )
        credential = draft.credential(list_id=entry.list_id, list_index=entry.list_index)
        recorded = credentials.insert_reserved(
            connection,
            NewCredential(
                organisation_id=organisation,
                id=draft.credential_id,
                achievement_id=draft.achievement.achievement_id,
                achievement_version=draft.achievement.version,
                recipient_reference=request.reference,
                award_number=number,
                draft=json.dumps(credential, ensure_ascii=False).encode("utf-8"),
                signing_key_id=signing.record.key_id,
                jwt_key_id=jwt.record.key_id if jwt else None,
                list_id=entry.list_id,
                list_index=entry.list_index,
                awarded_at=draft.awarded_at,
                valid_from=draft.valid_from,
                valid_until=draft.valid_until,
                reserved_at=now,
                idempotency_key=key,
            ),
        )
        if not recorded:
            raise _duplicate()
        if key is not None:
            idempotency.attach(connection, organisation, ROUTE, key, credential_id=draft.credential_id)
        _note(connection, organisation, now, caller.actor, "credential.reserved", draft.credential_id)
    return draft.credential_id


def _next_award(connection: Connection, caller: Caller, request: IssueRequest, draft: _Draft) -> int:
    """Which award of this achievement to this learner it is. Raises Conflict for an unmeant second one.

    A unique constraint over the number stands behind this: of two parallel calls, one is told.
    """
    if request.reference is None:
        return 1
    earlier = credentials.awards_of(
        connection, caller.organisation, draft.achievement.achievement_id, request.reference
    )
    if any(award.status != "revoked" for award in earlier) and not request.allow_duplicate:
        raise _duplicate()
    return max((award.award_number for award in earlier), default=0) + 1


def _duplicate() -> Conflict:
    return Conflict("duplicate-award", "This learner has an award of this achievement in force.")


# --- steps 2 and 3


def _sign_and_store(tools: Tools, actor: str, organisation: str, credential_id: str) -> CredentialRow:
    """Sign the recorded draft and store it; whoever comes second returns what the first has stored."""
    with tools.database.read() as connection:
        row = credentials.get(connection, organisation, credential_id)
        issuer = organisations.get(connection, organisation)
        recorded = credentials.draft(connection, organisation, credential_id)
        if row is None or issuer is None or recorded is None:
            raise NotFound
        if row.state == "issued":
            return row
        signing = keys.by_id(connection, organisation, issuer.did, row.signing_key_id)
        jwt = keys.by_id(connection, organisation, issuer.did, row.jwt_key_id) if row.jwt_key_id else None

    # Step 2: everything that the signature covers was recorded, so a second hand makes the same bytes.
    prepared = issuing.prepare(json.loads(recorded), tools.profile)
    signed = issuing.sign(
        prepared,
        signer=tools.custodian.signer(signing.record, purpose=KeyPurpose.CREDENTIAL),
        verification_method=signing.method,
        created=row.reserved_at,
        published=signing.record.public,
    )
    documents: dict[Form, bytes] = {"vc+ld+json": signed.body}
    if jwt is not None:
        text = issuing.sign_jwt(
            prepared,
            signer=tools.custodian.signer(jwt.record, purpose=KeyPurpose.CREDENTIAL),
            kid=f"{jwt.method}-jwk",
            published=jwt.record.public,
        )
        documents["vc+jwt"] = text.encode("ascii")

    # Step 3: the fence. Only a reserved row becomes an issued one.
    now = tools.clock.now()
    with tools.database.write() as connection:
        if credentials.complete(
            connection,
            organisation,
            credential_id,
            issued_at=now,
            content_sha256=signed.content_sha256,
            documents=documents,
        ):
            _note(connection, organisation, now, actor, "credential.issued", credential_id)
        stored = credentials.get(connection, organisation, credential_id)
    if stored is None:
        raise NotFound
    return stored


def _answer(tools: Tools, caller: Caller, key: str | None, body: bytes) -> Answer:
    """Keep the first answer for whoever repeats the request."""
    if key is None:
        return Answer(body, replayed=False)
    with tools.database.write() as connection:
        first = idempotency.complete(
            connection,
            caller.organisation,
            ROUTE,
            key,
            response_status=201,
            response_body=body,
            at=tools.clock.now(),
        )
        row = idempotency.read(connection, caller.organisation, ROUTE, key)
    if not first and row is not None and row.response_body is not None:
        return Answer(row.response_body, replayed=True)
    return Answer(body, replayed=False)


def _note(
    connection: Connection, organisation: str, at: datetime, actor: str, action: str, subject: str
) -> None:
    audit.append(connection, organisation, at=at, actor=actor, action=action, subject=subject)
