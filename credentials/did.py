"""Decentralized identifiers: where their documents are, what ours say, and whose key a URL names.

Nothing is fetched: `did_web_url` says where a document is, and whoever may reach the network brings it.
A key found here is one that the identifier's document lists for the purpose; what `revoked` and `expires`
mean for a signature of a certain day is for the caller to say.

DIDs 1.0; the did:web and did:key method specifications (W3C CCG); Controlled Identifiers 1.0 (CID).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from credentials.errors import CredentialFault
from credentials.findings import Problem
from credentials.instants import format_instant, parse_instant
from credentials.json_types import JsonObject
from credentials.proofs.quads import is_absolute_iri
from keys.custody import KeyRecord, KeyState
from keys.errors import UnusableKey
from keys.multikey import Algorithm, PublicKey, from_did_key
from schemas.terms import DID_V1, JSON_WEB_KEY, MULTIKEY, MULTIKEY_V1

#: The context of the JsonWebKey type; CID 1.0, section 2.2.3.
JWK_V1: Final = "https://w3id.org/security/jwk/v1"

_LONGEST_DID: Final = 1024  # characters
# DIDs 1.0, section 3.1: a method name, then segments of idchars, of which the last is not empty.
_IDCHAR: Final = r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})"
_DID: Final = re.compile(rf"did:(?P<method>[a-z0-9]+):(?:{_IDCHAR}*:)*{_IDCHAR}+")
# One name in a host (RFC 1123, section 2.1); a host whose last name is a number is an IP address to some
# resolvers (WHATWG URL, "ends in a number"), in decimal, octal or hexadecimal.
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"(?P<name>{_LABEL}(?:\.{_LABEL})*)(?:%3[Aa](?P<port>[1-9][0-9]{{0,4}}))?")
_NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")

# The types of verification method that are read, with the members that hold their key.
_KEY_MEMBER: Final[Mapping[str, str]] = {
    MULTIKEY: "publicKeyMultibase",
    "Ed25519VerificationKey2020": "publicKeyMultibase",
    JSON_WEB_KEY: "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
}
_PRIVATE_MEMBERS: Final = ("secretKeyMultibase", "privateKeyMultibase", "secretKeyJwk", "privateKeyJwk")
_RELATIONSHIPS: Final = (  # CID 1.0, section 2.3
    "authentication",
    "assertionMethod",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)


class UnusableDid(CredentialFault):
    """A text is no DID, or one whose document nobody should go and get."""

    code: Final = "INVALID_VERIFICATION_METHOD_URL"


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A key, and what its controller's document says about it. Times are in UTC."""

    id: str
    controller: str
    key: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


def did_problem(did: object) -> Problem | None:
    """Why `did` is no DID (without path, query or fragment) whose document could be had, or None.

    A did:web must name a place that `did_web_url` would name; of other methods only the syntax is looked at.
    """
    try:
        if _method_of(did) == "web":
            did_web_url(did)
    except UnusableDid as error:
        return Problem(error.code, str(error))
    return None


def did_web_url(did: object) -> str:
    """The https URL of a did:web's document (did:web method specification, section 2.5.2 "Read").

    Raises UnusableDid for any other text, for an IP address in place of a host name, a malformed port,
    and path segments that are empty or that a server could take for other segments.
    """
    if _method_of(did) != "web":
        raise UnusableDid("this is not a did:web")
    host, *segments = str(did).removeprefix("did:web:").split(":")
    match = _HOST.fullmatch(host)
    if match is None or len(match["name"]) > 253:
        raise UnusableDid("the did:web does not name a host")
    if _NUMBER.fullmatch(match["name"].rsplit(".", 1)[-1]):
        raise UnusableDid("the did:web names an address instead of a host")
    if match["port"] and int(match["port"]) > 65535:
        raise UnusableDid("the did:web's port is no port")
    for segment in segments:
        if not _is_plain(segment):
            raise UnusableDid("the did:web's path has a segment that could be read in two ways")
    authority = match["name"] + (f":{match['port']}" if match["port"] else "")
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{authority}/{path}/did.json"


def did_key_document(did: object) -> JsonObject:
    """The document that a did:key stands for. Raises UnusableKey, also for weak and unknown kinds of key."""
    multikey = from_did_key(did).to_multikey()
    method = f"{did}#{multikey}"
    return {
        "@context": [DID_V1, MULTIKEY_V1],
        "id": did,
        "verificationMethod": [_multikey_method(method, str(did), multikey)],
        "authentication": [method],
        "assertionMethod": [method],
    }


def build_did_document(did: str, keys: Sequence[KeyRecord]) -> JsonObject:
    """The document that we publish: every key that `did` ever had, in the given order.

    Each key has two methods, because one may not carry its key in two forms: `#<key_id>` as Multikey for
    Data Integrity, and `#<key_id>-jwk` for JWTs. A retired key stays without `expires`, which would make
    others refuse what it signed while it was in use (docs/decisions); a compromised one has `revoked`.
    """
    methods: list[JsonObject] = []
    for record in keys:
        method = f"{did}#{record.key_id}"
        state: JsonObject = {}
        if record.state is KeyState.COMPROMISED and record.compromised_at is not None:
            state["revoked"] = format_instant(record.compromised_at)
        methods.append(_multikey_method(method, did, record.public.to_multikey()) | state)
        jwk = {"id": f"{method}-jwk", "type": JSON_WEB_KEY, "controller": did}
        methods.append(jwk | {"publicKeyJwk": record.public.to_jwk()} | state)
    return {
        "@context": [DID_V1, MULTIKEY_V1, JWK_V1],
        "id": did,
        "verificationMethod": methods,
        # As strings: some verifiers do not find methods that are embedded here.
        "assertionMethod": [method["id"] for method in methods],
    }


def retrieve_method(
    url: object, document: JsonObject, relationship: str = "assertionMethod"
) -> VerificationMethod | Problem:
    """The key that `url` names in its controller's document, or why there is none for this purpose.

    CID 1.0, section 3.3 "Retrieve Verification Method", with its error codes; besides, the key policy's
    `weak-key`, and `unsupported-key` for kinds that are not known. `document` is what was retrieved for
    the URL without its fragment, unless its own `id` says otherwise.
    """
    controller, mark, fragment = url.partition("#") if isinstance(url, str) else ("", "", "")
    if not mark or not fragment or "#" in fragment or not is_absolute_iri(url):
        return Problem("INVALID_VERIFICATION_METHOD_URL", "a key is named by a URL with a fragment")
    if controller.startswith("did:") and (malformed := did_problem(controller)):
        return malformed
    if document.get("id") != controller:
        detail = "the key document belongs to another identifier"
        return Problem("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID", detail)
    methods = _methods(document)
    if methods is None:
        return Problem("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", "the key document is malformed")
    named = [method for method in methods if _absolute(method["id"], controller) == url]
    if len(named) > 1:
        detail = "the key document describes the key twice"
        return Problem("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", detail)
    if not named:
        return Problem("INVALID_VERIFICATION_METHOD", "the key document does not have the key")
    if named[0].get("controller") != controller:
        return Problem("INVALID_VERIFICATION_METHOD", "the key is controlled by somebody else")
    if url not in (_absolute(entry, controller) for entry in document.get(relationship, ())):
        detail = f"the key document does not list the key for {relationship}"
        return Problem("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", detail)
    return _read_method(str(url), controller, named[0])


def _method_of(did: object) -> str:
    match = _DID.fullmatch(did) if isinstance(did, str) and len(did) <= _LONGEST_DID else None
    if match is None:
        raise UnusableDid("this is not a DID")
    return match["method"]


def _is_plain(segment: str) -> bool:
    """Whether a percent-encoded path segment is one, and the same one, to every server."""
    try:
        text = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return False
    return text not in ("", ".", "..") and text.isprintable() and not re.search(r"[/\\%?#:]|\s", text)


def _multikey_method(method: str, controller: str, multikey: str) -> JsonObject:
    return {"id": method, "type": MULTIKEY, "controller": controller, "publicKeyMultibase": multikey}


def _methods(document: JsonObject) -> list[JsonObject] | None:
    """All methods, also those embedded in a relationship; None if the document does not conform."""
    found: list[JsonObject] = []
    for name in ("verificationMethod", *_RELATIONSHIPS):
        entries = document.get(name, [])
        if not isinstance(entries, list):
            return None
        for entry in entries:
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found.append(entry)
            elif name == "verificationMethod" or not isinstance(entry, str):
                return None
    return found


def _absolute(entry: Any, controller: str) -> str:
    """The absolute URL of a method or of a reference to one; `#key` is relative to the document."""
    name: str = entry["id"] if isinstance(entry, dict) else entry
    return controller + name if name.startswith("#") else name


def _read_method(url: str, controller: str, method: JsonObject) -> VerificationMethod | Problem:
    kind = method.get("type")
    if not isinstance(kind, str):
        return Problem("INVALID_VERIFICATION_METHOD", "the key does not say of which type it is")
    if any(name in method for name in _PRIVATE_MEMBERS):
        return Problem("weak-key", "the private key is published with it: anybody can sign")
    if kind not in _KEY_MEMBER:
        return Problem("unsupported-key", f"keys of the type {kind[:80]!r} are not known here")
    # CID 1.0, section 2.2: a method does not express its key more than once.
    if set(_KEY_MEMBER.values()).intersection(method) != {_KEY_MEMBER[kind]}:
        return Problem("INVALID_VERIFICATION_METHOD", f"a {kind} has exactly the member {_KEY_MEMBER[kind]}")
    times = {name: parse_instant(method[name]) for name in ("revoked", "expires") if name in method}
    if None in times.values():
        return Problem("INVALID_VERIFICATION_METHOD", "the key's revoked or expires is no instant")
    read = PublicKey.from_multikey if _KEY_MEMBER[kind] == "publicKeyMultibase" else PublicKey.from_jwk
    try:
        key = read(method[_KEY_MEMBER[kind]])
    except UnusableKey as error:
        return Problem(error.code, error.detail)
    if kind == "Ed25519VerificationKey2020" and key.algorithm is not Algorithm.ED25519:
        return Problem("INVALID_VERIFICATION_METHOD", f"a {kind} has a key of another kind")
    return VerificationMethod(url, controller, key, times.get("revoked"), times.get("expires"))
