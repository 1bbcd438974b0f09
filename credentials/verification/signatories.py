"""Whose signatures a document claims to carry. Nothing here is verified: claims are sorted, no more.

A Data Integrity proof names its key in `verificationMethod`, a JWT in `kid`, or brings it along as `jwk`.
The part before `#` says whose key it is meant to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from credentials.json_types import JsonObject
from credentials.proofs.vc_jwt import Jwt
from credentials.verification.case import Case

#: More proofs than any award needs; each costs a signature check (security page, limits).
MOST_PROOFS: Final = 8


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature and whose it claims to be.

    `pointer`: where it stands in the document (RFC 6901), empty for a JWT. `method`: the key's URL as
    written, which may be no string at all. `did`: the identifier that the key is meant to be of, or None.
    `proof` is None for a JWT; `jwk` is the key that a JWT brings along.
    """

    pointer: str
    method: object
    did: str | None
    proof: JsonObject | None = None
    jwk: object = None


def issuer_id(document: Mapping[str, Any]) -> str | None:
    """`issuer`, or its `id`; None where there is no such string."""
    issuer = document.get("issuer")
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    return identifier if isinstance(identifier, str) else None


def proofs(document: Mapping[str, Any]) -> tuple[tuple[str, JsonObject], ...]:
    """The embedded proofs with their pointers, whether `proof` is one object or an array of them."""
    proof = document.get("proof")
    if isinstance(proof, dict):
        return (("/proof", proof),)
    if isinstance(proof, list):
        return tuple((f"/proof/{n}", item) for n, item in enumerate(proof) if isinstance(item, dict))
    return ()


def signatories(case: Case) -> tuple[Signatory, ...]:
    """Every signature on the document, in its order.

    Around a JWT's payload there is one signature, which covers the proofs inside as well; they are not
    asked again. A proof that names no key is no signature that anybody could check, and is left out.
    """
    if case.jwt is not None:
        return (_of_jwt(case.jwt, case.document),)
    return tuple(
        Signatory(pointer, method, _did_of(method), proof)
        for pointer, proof in proofs(case.document)
        if (method := proof.get("verificationMethod")) is not None
    )


def _of_jwt(jwt: Jwt, document: JsonObject) -> Signatory:
    """A `kid` decides. A bare `jwk` claims to be the issuer's, if that is a DID: its document will say."""
    method, jwk = jwt.header.get("kid"), jwt.header.get("jwk")
    if method is None:
        issuer = issuer_id(document)
        return Signatory("", None, issuer if issuer and issuer.startswith("did:") else None, jwk=jwk)
    return Signatory("", method, _did_of(method), jwk=jwk)


def _did_of(method: object) -> str | None:
    """The DID of a DID URL with a fragment. Whether the DID is well-formed is asked when it is resolved."""
    if not isinstance(method, str) or not method.startswith("did:") or "#" not in method:
        return None
    return method.split("#", 1)[0]


def of_issuer(case: Case) -> tuple[Signatory, ...]:
    """The signatures that claim to be the issuer's. Each of them must verify, and there must be one."""
    issuer = issuer_id(case.document)
    return tuple(one for one in signatories(case) if one.did is not None and one.did == issuer)


def to_judge(case: Case) -> tuple[Signatory, ...]:
    """The signatures that decide: the issuer's; or, if an issuer without a DID has none, all.

    The second is for issuers that are named by a web address: that the key is theirs stays open, but
    whether the document fits the key that it came with can be seen, and must be.
    """
    issuer = issuer_id(case.document)
    if issuer is not None and not issuer.startswith("did:"):
        return signatories(case)
    return of_issuer(case)


def named_parties(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The organisations that the award names as taking part: `provision.participant[].organisation.id`."""
    found: list[Any] = [document]
    for member in ("credentialSubject", "achievement", "provision", "participant", "organisation", "id"):
        values = [holder.get(member) for holder in found if isinstance(holder, dict)]
        found = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return tuple(dict.fromkeys(value for value in found if isinstance(value, str)))
