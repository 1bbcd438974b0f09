"""A credential as a compact JWS, in the Open Badges 3.0 shape: the credential is the payload.

A header is written by whoever made the token, so nothing in it decides anything: it may only *claim* an
algorithm and a key, which must fit what is known otherwise. Whose key it is, is asked elsewhere.

Open Badges 3.0 section 8.2 "JSON Web Token Proof Format"; RFC 7515, 7519; Securing VCs using JOSE and
COSE (section 3.1), whose `vc+jwt` tokens are read as well.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from credentials.errors import Refused, Unreadable, Unsound
from credentials.findings import Problem
from credentials.instants import parse_instant
from credentials.json_types import JsonObject
from credentials.proofs.quads import is_absolute_iri
from credentials.strict_json import Limits, read_object
from keys.custody import Signer
from keys.encodings import base64url, base64url_bytes
from keys.multikey import Algorithm, PublicKey
from keys.verifying import verify

MAX_HEADER: Final = 8 * 1024  # bytes, as for HTTP headers; a header names a key and little else
MAX_TOKEN: Final = 1 << 20  # characters of the whole token

#: Which algorithm a key signs with; there are no others here, and none without a key (RFC 8725, 3.1).
ALG_OF: Final[Mapping[Algorithm, str]] = {
    Algorithm.ED25519: "EdDSA",
    Algorithm.P256: "ES256",
    Algorithm.P384: "ES384",
    Algorithm.RSA: "RS256",
}
_HEADER_MEMBERS: Final = frozenset({"alg", "typ", "kid", "jwk", "cty", "iss"})
#: RFC 7519, section 4.1. The rest of the payload is the credential.
_REGISTERED_CLAIMS: Final = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti"})

#: Where in the credential each claim is said again (Open Badges 3.0, section 8.2.4).
_CLAIMED: Final[Mapping[str, str]] = {
    "iss": "/issuer/id",
    "jti": "/id",
    "sub": "/credentialSubject/id",
    "nbf": "/validFrom",
    "exp": "/validUntil",
}


@dataclass(frozen=True, slots=True)
class Jwt:
    """A compact JWS (RFC 7515, section 7.1), taken apart and believed in nothing yet."""

    text: str
    header: JsonObject
    payload: JsonObject
    #: the ASCII bytes that are signed: `BASE64URL(header) "." BASE64URL(payload)`
    signing_input: bytes
    signature: bytes


def parse(text: str) -> Jwt:
    """Take a compact JWS apart. Raises Unreadable; each part has one encoding, each object one reading."""
    if len(text) > MAX_TOKEN:
        raise Unreadable("too-large", f"the token has more than {MAX_TOKEN} characters")
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise Unreadable("PARSING_ERROR", "a compact JWT has three parts, separated by dots")
    if len(parts[0]) > MAX_HEADER * 4 // 3:
        raise Unreadable("too-large", f"the token's header has more than {MAX_HEADER} bytes")
    try:
        header, payload, signature = (base64url_bytes(part, longest=MAX_TOKEN) for part in parts)
    except ValueError as error:
        raise Unreadable("PARSING_ERROR", f"a part of the token is {error}") from None
    return Jwt(
        text=text,
        header=read_object(header, limits=Limits(size=MAX_HEADER)),
        payload=read_object(payload),
        signing_input=f"{parts[0]}.{parts[1]}".encode("ascii"),
        signature=signature,
    )


def header_problem(jwt: Jwt) -> Problem | None:
    """Why this header may not stand over a credential, or None."""
    header = jwt.header
    if header.get("alg") not in ALG_OF.values():
        detail = f"the token's alg is none of {', '.join(ALG_OF.values())}"
        return Problem("alg-not-allowed", detail)
    # Besides members that bring keys by URL (jku, x5u) or change what is signed (b64, crit), unknown ones.
    if foreign := sorted(header.keys() - _HEADER_MEMBERS):
        return Problem("header-not-allowed", f"the token's header has the member {foreign[0][:80]!r}")
    if not _is_credential(header.get("typ", "JWT")) or not _is_content(header.get("cty", "vc")):
        return Problem("token-type", "the token's typ or cty is not that of a credential")
    kid, jwk = header.get("kid"), header.get("jwk")
    if "kid" in header and not is_absolute_iri(kid):
        return Problem("header-not-allowed", "the token's kid is no absolute URL")
    if "jwk" in header and (not isinstance(jwk, dict) or "d" in jwk):
        return Problem("header-not-allowed", "the token's jwk is no public key")
    if "kid" not in header and "jwk" not in header:
        return Problem("header-not-allowed", "the token's header names no key")
    return None


def claims_problem(jwt: Jwt) -> Problem | None:
    """Where the token's registered claims and the credential disagree, or None.

    Claims that are present must agree. In the Open Badges form (`typ` absent or `JWT`) they must all be
    there, since they are what tells the token from one of another kind: `iss`, `jti`, `sub`, `nbf`, and
    `exp` exactly if the credential has `validUntil`.
    """
    claims = jwt.payload
    for name in ("vc", "vp"):
        if name in claims:
            detail = f"the claim {name} belongs to VC Data Model 1.1; this form has the credential itself"
            return Problem("claim-mismatch", detail, f"/{name}")
    required = str(jwt.header.get("typ", "JWT")).lower() == "jwt"
    subject = claims.get("credentialSubject")
    same_text = {
        "iss": _id_of(claims.get("issuer")),
        "jti": claims.get("id"),
        "sub": _id_of(subject) if isinstance(subject, dict) else None,
    }
    for name, stated in same_text.items():
        if (name in claims or required) and (stated is None or claims.get(name) != stated):
            return _mismatch(name)
    for name, member in (("nbf", "validFrom"), ("exp", "validUntil")):
        expected = required and (name == "nbf" or member in claims)
        if (name in claims or expected) and not _same_second(claims.get(name), claims.get(member)):
            return _mismatch(name)
    return None


def credential_of(jwt: Jwt) -> JsonObject:
    """The credential: the payload without the registered claims. Raises Unsound if it hides in `vc`."""
    if "vc" in jwt.payload or "vp" in jwt.payload:
        detail = "the credential is in a claim (VC Data Model 1.1), which is not read here"
        raise Unsound(Problem("claim-mismatch", detail, "/vc" if "vc" in jwt.payload else "/vp"))
    return {name: value for name, value in jwt.payload.items() if name not in _REGISTERED_CLAIMS}


def sign(credential: JsonObject, kid: str, signer: Signer) -> str:
    """The credential as a signed token with the claims that Open Badges 3.0 requires. Same in, same out.

    Raises Refused for a credential that has no token form: `sub` is required, so a credential whose
    subject has no `id` has none; `validFrom` and `validUntil` must be instants of whole seconds.
    """
    claims: JsonObject = dict(credential)
    claims["iss"] = _id_of(credential.get("issuer"))
    claims["jti"] = credential.get("id")
    subject = credential.get("credentialSubject")
    claims["sub"] = _id_of(subject) if isinstance(subject, dict) else None
    claims["nbf"] = _numeric_date(credential.get("validFrom"))
    if "validUntil" in credential:
        claims["exp"] = _numeric_date(credential["validUntil"])
    missing = [name for name in _CLAIMED if name in claims and claims[name] is None]
    if missing:
        detail = "without it the credential has no form as a JWT"
        raise Refused(tuple(Problem("MALFORMED_VALUE_ERROR", detail, _CLAIMED[name]) for name in missing))
    header = {"alg": ALG_OF[signer.public.algorithm], "kid": kid, "typ": "JWT"}
    signing_input = f"{base64url(_compact(header))}.{base64url(_compact(claims))}"
    return f"{signing_input}.{base64url(signer.sign(signing_input.encode('ascii')))}"


def signature_problem(jwt: Jwt, key: PublicKey) -> Problem | None:
    """Why this is no signature of `key` over the token, or None if it is one.

    The algorithm is the key's, never the header's: a header that claims another is refused.
    """
    if jwt.header.get("alg") != ALG_OF[key.algorithm]:
        detail = f"the token's alg does not fit a key of {key.algorithm}"
        return Problem("alg-not-allowed", detail)
    if not verify(key, jwt.signing_input, jwt.signature):
        return Problem(
            "CRYPTOGRAPHIC_SECURITY_ERROR", "the token's signature does not fit its content and key"
        )
    return None


def _is_credential(typ: object) -> bool:
    # RFC 7515, section 4.1.9: media types compare without regard to case, `application/` may be left out.
    return isinstance(typ, str) and typ.lower().removeprefix("application/") in ("jwt", "vc+jwt")


def _is_content(cty: object) -> bool:
    return isinstance(cty, str) and cty.lower().removeprefix("application/") in ("vc", "json")


def _id_of(value: object) -> str | None:
    """The identifier in `issuer` or `credentialSubject`, which may be a string or an object with `id`."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def _numeric_date(text: object) -> int | None:
    """RFC 7519, section 2: seconds since 1970-01-01T00:00:00Z."""
    instant = parse_instant(text)
    return None if instant is None or instant.microsecond else int(instant.timestamp())


def _same_second(claim: object, text: object) -> bool:
    instant = parse_instant(text)
    if isinstance(claim, bool) or not isinstance(claim, (int, float)) or instant is None:
        return False
    return math.floor(claim) == math.floor(instant.timestamp())


def _mismatch(name: str) -> Problem:
    detail = f"the claim {name} is missing or says something other than the credential"
    return Problem("claim-mismatch", detail, f"/{name}")


def _compact(value: JsonObject) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
