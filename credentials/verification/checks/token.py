"""The wrapping of a credential that comes as a JWT. Whether its signature is right is asked in proof.py."""

from __future__ import annotations

from credentials.findings import Finding, failed, passed, skipped
from credentials.proofs import vc_jwt
from credentials.verification.case import Case


def token_header(case: Case) -> Finding:
    """May this token's header mean a credential, signed in a way that protects it?

    Pass: `alg` is one of the allowed algorithms, `typ` is that of a credential, and no other member
    changes what is signed or brings a key along by URL. Skipped: the credential is not a JWT. Fail:
    `alg-not-allowed`, `header-not-allowed`, `token-type`. A failure ends the verification.

    https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof
    https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
    """
    if case.jwt is None:
        return skipped("token", "The credential is not a JWT.")
    problem = vc_jwt.header_problem(case.jwt)
    if problem is not None:
        return failed("token", problem.detail, problem)
    return passed("token", "The token's header is one of a credential.")


def token_claims(case: Case) -> Finding:
    """Do the token's claims say the same as the credential in it?

    Pass: `iss`, `sub`, `jti`, `nbf` and `exp` agree with `issuer.id`, `credentialSubject.id`, `id`,
    `validFrom` and `validUntil`. Skipped: the credential is not a JWT, or the key is not known to be that of
    the issuer, whose word the claims would be. Fail: `claim-mismatch`.

    https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof
    """
    if case.jwt is None:
        return skipped("claims", "The credential is not a JWT.")
    problem = vc_jwt.claims_problem(case.jwt)
    if problem is not None:
        return failed("claims", problem.detail, problem)
    return passed("claims", "The token's claims agree with the credential.")
