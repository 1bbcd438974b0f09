"""Verifying what somebody presents: gather what the checks want, judge, and keep nothing.

Gather: while the report wants something, fetch it; a few rounds (issuer's DID document, status list, that
list's issuer). Judge: checks run over the document, the evidence and the moment; none sees the network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.addresses import Kind
from app.db import credentials as awards
from app.db import status_ledger
from app.db.credentials import CredentialRow
from app.errors import NotFound
from app.verbs import registers, share
from app.verbs.gather import gather
from app.wiring import Tools
from credentials.json_types import JsonObject
from credentials.verification.case import Case, Form, Withdrawal
from credentials.verification.presented import read_presented
from credentials.verification.report import Report, judge
from credentials.verification.signatories import issuer_id

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
    read = read_presented(body)
    issuer = issuer_id(read.document)
    case = Case(
        read.document,
        read.form,
        tools.clock.now(),
        trust=registers.trust(tools, issuer),
        jwt=read.jwt,
        withdrawal=_withdrawal(tools, read.document, issuer),
    )
    report = judge(case, tools.profile)
    for _ in range(_ROUNDS):
        if not report.wants:
            break
        found = {need: gather(tools, need) for need in report.wants}
        # Judged at a moment after the gathering: a list that was published for us begins in between.
        case = replace(case, evidence=case.evidence.plus(found), at=tools.clock.now())
        report = judge(case, tools.profile)
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


def _withdrawal(tools: Tools, document: JsonObject, issuer: str | None) -> Withdrawal | None:
    """When and why one of our own awards was withdrawn or paused: what the signed list does not say.

    It explains a set bit and never sets one: only the list decides.
    """
    identifier = document.get("id")
    address = tools.addresses.read(identifier) if isinstance(identifier, str) else None
    ours = tools.addresses.organisation_of_did(issuer) if issuer is not None else None
    if (
        address is None
        or address.kind is not Kind.CREDENTIAL
        or ours is None
        or ours[0] != address.organisation
    ):
        return None
    with tools.database.read() as connection:
        events = status_ledger.events_of(connection, address.organisation, address.parts[0])
    if not events or events[-1].action == "reinstate":
        return None
    return Withdrawal(events[-1].reason, events[-1].at)
