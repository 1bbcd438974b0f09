"""Who is the issuer, and is that enough for green? Asked only after the signature has been verified."""

from __future__ import annotations

from urllib.parse import unquote

from credentials.findings import Finding, Problem, passed, unknown
from credentials.verification.case import Case
from credentials.verification.issuer import Domain, Identity
from credentials.verification.signatories import issuer_id, of_issuer


def issuer_identity(case: Case) -> Finding:
    """Who vouches that the key's owner is who the credential says?

    Pass: a register that is loaded here has the issuer's identifier (`inRegister`), or the key is published
    at a domain (`domainConfirmed`) and the operator lets that suffice. Unknown: `issuer-unknown` for a domain
    that does not suffice, for a key published on another's host (`hosted`), and for an identifier that is
    only a key (`keyOnly`); `issuer-unbound` where the key is not known to be the issuer's at all (`unbound`).
    Names are never compared: a name is what the credential claims. Facts: `identity`, `domain`, `vouches`.

    https://w3c-ccg.github.io/did-method-web/
    https://www.w3.org/TR/cid-1.0/#security-considerations
    """
    issuer = issuer_id(case.document) or ""
    if not of_issuer(case):
        detail = "Nothing shows that the key is that of the issuer."
        problem = Problem("issuer-unbound", detail, "/issuer")
        return unknown("identity", detail, problem, identity=Identity.UNBOUND)
    domain = domain_of(issuer)
    vouches = case.trust.vouches.get(issuer, ())
    if vouches:
        says = f"{vouches[0].register} vouches for the issuer's identifier."
        return passed("identity", says, identity=Identity.IN_REGISTER, domain=domain, vouches=vouches)
    if domain is None:
        detail = "The issuer's identifier is only a key: anyone could have made it."
        problem = Problem("issuer-unknown", detail, "/issuer")
        return unknown("identity", detail, problem, identity=Identity.KEY_ONLY)
    if is_hosted(issuer):
        detail = f"The key is published on the host {domain.punycode}, which need not be the issuer's."
        problem = Problem("issuer-unknown", detail, "/issuer")
        return unknown("identity", detail, problem, identity=Identity.HOSTED, domain=domain)
    says = f"The issuer's key is published by {domain.punycode}."
    if case.trust.domain_suffices:
        return passed("identity", says, identity=Identity.DOMAIN_CONFIRMED, domain=domain)
    problem = Problem("issuer-unknown", says, "/issuer")
    return unknown("identity", says, problem, identity=Identity.DOMAIN_CONFIRMED, domain=domain)


def domain_of(did: str) -> Domain | None:
    """The domain that a did:web leads to, without its port; None for other DIDs."""
    if not did.startswith("did:web:"):
        return None
    return Domain.from_host(unquote(did.split(":")[2]).split(":")[0])


def is_hosted(did: str) -> bool:
    """Whether a did:web has a path, so that the host's owner and the identifier's may be two."""
    return did.count(":") > 2
