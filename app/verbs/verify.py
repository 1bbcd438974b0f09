"""Verifying what somebody presents: gather what the checks want, judge, and keep nothing.

Gather: while the report wants something, fetch it; a few rounds (issuer's DID document, status list, that
list's issuer). Judge: checks run over the document, the evidence and the moment; none sees the network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.addresses import Kind
from app.db import credentials as awards
from app.db.credentials import CredentialRow
from app.errors import NotFound
from app.verbs import registers, share
from app.verbs.gather import gather
from app.wiring import Tools
from credentials import strict_json
from credentials.errors import Unreadable
from credentials.json_types import JsonObject
from credentials.proofs import vc_jwt
from credentials.verification.case import Case, Form
from credentials.verification.report import Report, judge
from issuers.badge import BADGE

#: issuer's key document, status list, the list's issuer; and each may lead to one more
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Verified:
    """A judged document. `document` is what the checks saw: show nothing else of what was presented."""

    document: JsonObject
    form: Form
    report: Report


@dataclass(frozen=True, slots=True)
class SharedAward:
    """What a share link opens: the award's row and its exact bytes in every form. Not judged yet."""

    row: CredentialRow
    body: bytes
    jwt: bytes | None


def presented(tools: Tools, body: bytes) -> Verified:
    """Judge a credential as it was sent: JSON, or a compact JWT. Raises Unreadable for anything else."""
    case = _case(tools, body)
    case = replace(case, trust=registers.trust(tools, _issuer_id(case.document)))
    report = judge(case, BADGE)
    for _ in range(_ROUNDS):
        if not report.wants:
            break
        found = {need: gather(tools, need) for need in report.wants}
        case = replace(case, evidence=case.evidence.plus(found))
        report = judge(case, BADGE)
    return Verified(case.document, case.form, report)


def shared(tools: Tools, organisation: str, credential: str, token: str) -> SharedAward:
    """What a share link opens; judge its `body` like anybody's. Raises NotFound."""
    row = share.opened(tools, organisation, credential, token)
    with tools.database.read() as connection:
        document = awards.document(connection, organisation, credential, "vc+ld+json")
        jwt = awards.document(connection, organisation, credential, "vc+jwt")
    if document is None:
        raise NotFound
    return SharedAward(row, document.body, jwt.body if jwt else None)


def by_url(tools: Tools, url: str) -> Verified:
    """Judge what a link of this deployment opens. Raises NotFound for every other address.

    A credential's id opens nothing by itself: whoever has only that asks its holder for the link.
    """
    address = tools.addresses.read(url)
    if address is None or address.kind is not Kind.SHARE:
        raise NotFound
    return presented(tools, shared(tools, address.organisation, *address.parts).body)


def _case(tools: Tools, body: bytes) -> Case:
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not text.startswith(b"{") and text.count(b".") == 2:
        try:
            jwt = vc_jwt.parse(text.decode("ascii"))
        except UnicodeDecodeError:
            raise Unreadable("PARSING_ERROR", "This is neither JSON nor a compact JWT.") from None
        return Case(vc_jwt.credential_of(jwt), Form.JWT, tools.clock.now(), jwt=jwt)
    return Case(strict_json.read_object(body), Form.EMBEDDED, tools.clock.now())


def _issuer_id(document: JsonObject) -> str | None:
    issuer = document.get("issuer")
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    return identifier if isinstance(identifier, str) else None
