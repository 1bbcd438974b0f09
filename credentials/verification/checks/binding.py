"""Whose key is meant to have signed? Offline: what the document claims, before any key is looked at."""

from __future__ import annotations

from urllib.parse import urlsplit

from credentials.did import did_problem
from credentials.findings import Finding, Problem, failed, passed, unknown
from credentials.verification.case import Case
from credentials.verification.signatories import Signatory, issuer_id, signatories


def issuer_bound(case: Case) -> Finding:
    """Does a signature claim to be made with a key of the issuer that is named?

    Pass: the DID of `verificationMethod` (of a JWT: of `kid`; of a bare `jwk`: to be found in the issuer's
    document) is `issuer.id`. Unknown: the issuer is named by a web address, and the key is of a DID, was
    brought along, or has an address at the same origin; nothing that can be had here shows whose it is
    (`issuer-unbound`). Fail: no proof that names a key (`no-proof`), a key address that is none
    (`INVALID_VERIFICATION_METHOD_URL`), only keys of others (`issuer-mismatch`).

    https://www.w3.org/TR/vc-data-model-2.0/#issuer
    https://www.imsglobal.org/spec/ob/v3p0/#verification
    """
    found = signatories(case)
    issuer = issuer_id(case.document) or ""
    if not found:
        detail = "The document carries no proof that names a key."
        return failed("binding", detail, Problem("no-proof", detail, "/proof"))
    if any(one.did == issuer for one in found):
        malformed = did_problem(issuer)
        if malformed is not None:
            return failed("binding", malformed.detail, malformed)
        return passed("binding", "The key is named as one of the issuer's.")
    addresses = [_address_problem(one) for one in found]
    problems = [problem for problem in addresses if problem is not None]
    if len(problems) == len(found):
        return failed("binding", problems[0].detail, *problems)
    if not issuer.startswith("did:") and any(_may_be_of(one, issuer) for one in found):
        detail = "Nothing shows that the key is that of the issuer."
        return unknown("binding", detail, Problem("issuer-unbound", detail, "/issuer"))
    detail = "No signature claims to be made with a key of the issuer that is named."
    return failed("binding", detail, Problem("issuer-mismatch", detail, "/issuer"))


def _address_problem(one: Signatory) -> Problem | None:
    """Why the address of a key is none, whoever it belongs to."""
    if one.method is None:
        return None  # the token brings its key
    if one.did is not None:
        return did_problem(one.did)
    if _origin(one.method) is not None:
        return None
    detail = "A key is named by the URL of a verification method."
    return Problem("INVALID_VERIFICATION_METHOD_URL", detail, f"{one.pointer}/verificationMethod")


def _may_be_of(one: Signatory, issuer: str) -> bool:
    """Whether an issuer that is named by a web address could own this key, as far as can be seen offline."""
    origin = _origin(one.method)
    return origin is None or origin == _origin(issuer)


def _origin(url: object) -> tuple[str, str] | None:
    """Scheme and authority of a web address; None for anything else. RFC 6454."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return None
    if parts is None or parts.scheme not in ("https", "http") or not parts.netloc:
        return None
    return parts.scheme, parts.netloc.lower()
