"""Is this a credential at all, and one of a kind that is judged here? The first look, offline and linear.

Only what later checks stand on is asked here, because a failure ends the verification. Everything else
that a standard requires is the schema's question, whose failure leaves the signature to be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from credentials.findings import Finding, Problem, failed, passed, unknown
from credentials.verification.case import Case
from credentials.verification.signatories import issuer_id
from schemas.terms import (
    ACHIEVEMENT_CREDENTIAL,
    CLR_CREDENTIAL,
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    ENDORSEMENT_CREDENTIAL,
    OPEN_BADGE_CREDENTIAL,
    STATUS_LIST_CREDENTIAL,
    VERIFIABLE_CREDENTIAL,
)

_AWARDS: Final = frozenset({OPEN_BADGE_CREDENTIAL, ACHIEVEMENT_CREDENTIAL})
_RELATED: Final = frozenset({CLR_CREDENTIAL, ENDORSEMENT_CREDENTIAL})


def award_shape(case: Case) -> Finding:
    """Is this an Open Badges 3.0 award, with the parts that the other checks stand on?

    Pass: `@context` is an array that begins with the VC 2.0 context; `type` has `VerifiableCredential` and
    `OpenBadgeCredential` or `AchievementCredential`; `id` is a string; `issuer` is a string or an object with
    an `id`; `credentialSubject` is one object; `proof` and `credentialStatus`, if present, are objects or
    arrays of objects. Unknown: VC Data Model 1.1, as JSON or in the claim `vc` of a token, or a related kind
    that is not judged here (`unsupported-document`). Fail: no award (`not-a-credential`), a part that is
    missing or has another form (`MALFORMED_VALUE_ERROR`), or a credential of data model 2.0 in the claim `vc`
    (`claim-mismatch`). Anything but a pass ends the verification.

    https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential
    https://www.w3.org/TR/vc-data-model-2.0/#contexts
    """
    document = case.document
    types = types_of(document)
    wrapped = document.get("vc") if case.jwt is not None else None
    if _follows_v1(document) or (isinstance(wrapped, dict) and _follows_v1(wrapped)):
        detail = "The document follows VC Data Model 1.1, which is not read here."
        return unknown("shape", detail, Problem("unsupported-document", detail, "/@context"))
    if isinstance(wrapped, dict):
        detail = "A credential of VC Data Model 2.0 is the token's content, not one of its claims."
        return failed("shape", detail, Problem("claim-mismatch", detail, "/vc"))
    if VERIFIABLE_CREDENTIAL not in types or not types & (_AWARDS | _RELATED):
        detail = "The document is not of a type that makes awards."
        return failed("shape", detail, Problem("not-a-credential", detail, "/type"))
    if not types & _AWARDS:
        detail = "The document is a verifiable credential, but not a single award."
        return unknown("shape", detail, Problem("unsupported-document", detail, "/type"))
    return _conclude(document)


def status_list_shape(case: Case) -> Finding:
    """Is this a Bitstring status list credential, with the parts that the other checks stand on?

    Pass: as for an award, with the type `BitstringStatusListCredential`. Fail: `MALFORMED_VALUE_ERROR`.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
    """
    if not types_of(case.document) >= {VERIFIABLE_CREDENTIAL, STATUS_LIST_CREDENTIAL}:
        detail = "The document is not a status list credential."
        return failed("shape", detail, Problem("MALFORMED_VALUE_ERROR", detail, "/type"))
    return _conclude(case.document)


def types_of(holder: Mapping[str, Any]) -> frozenset[str]:
    """`type`, which may be one string or several."""
    types = holder.get("type")
    return frozenset(one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str))


def _follows_v1(document: Mapping[str, Any]) -> bool:
    contexts = document.get("@context")
    return (contexts[:1] if isinstance(contexts, list) else [contexts]) == [CREDENTIALS_V1]


def _conclude(document: Mapping[str, Any]) -> Finding:
    problems = tuple(_missing_parts(document))
    if problems:
        return failed("shape", problems[0].detail, *problems)
    return passed("shape", "The document has the parts that a credential needs.")


def _missing_parts(document: Mapping[str, Any]) -> Iterator[Problem]:
    contexts = document.get("@context")
    if not isinstance(contexts, list):
        yield _malformed("`@context` must be an array.", "/@context")
    elif contexts[:1] != [CREDENTIALS_V2]:
        yield _malformed(f"The first context must be {CREDENTIALS_V2}.", "/@context/0")
    if not isinstance(document.get("id"), str):
        yield _malformed("A credential has an `id`.", "/id")
    if not issuer_id(document):
        at = "/issuer/id" if isinstance(document.get("issuer"), dict) else "/issuer"
        yield _malformed("`issuer` must be an identifier, or one object that has an `id`.", at)
    if not isinstance(document.get("credentialSubject"), dict):
        yield _malformed("`credentialSubject` must be one object.", "/credentialSubject")
    for member in ("proof", "credentialStatus"):
        value = document.get(member, {})
        if not all(isinstance(one, dict) for one in (value if isinstance(value, list) else [value])):
            yield _malformed(f"`{member}` must be an object, or an array of objects.", f"/{member}")


def _malformed(detail: str, pointer: str) -> Problem:
    return Problem("MALFORMED_VALUE_ERROR", detail, pointer)
