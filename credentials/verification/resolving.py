"""From the key that a signature names to the key itself: computed where the identifier is the key.

Nothing is fetched. A document that nobody has looked for becomes a need; one that could not be had, or is
no JSON, leaves the question open, since that says nothing about the credential. What the document says
about the key is did.retrieve_method's business, what its dates mean checks/key.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credentials.did import did_key_document, did_problem, retrieve_method
from credentials.errors import Unreadable
from credentials.evidence import Fetched, Missing, Need, NeedKind
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.strict_json import read_object
from credentials.verification.case import Case
from credentials.verification.signatories import Signatory
from keys.encodings import base64url_bytes
from keys.errors import UnusableKey
from keys.multikey import PublicKey
from schemas.terms import JSON_WEB_KEY

#: Codes that mean "not known here" rather than "wrong".
_UNDECIDED: Final = frozenset({"unsupported-key"})
#: What may be said of a document that could not be had; everything else is said as the first.
_ABSENCES: Final = ("remote-blocked", "not-fetched")
_LONGEST_JWK: Final = 2000  # characters of base64url; an RSA key of 8192 bits needs 1,450


@dataclass(frozen=True, slots=True)
class Key:
    """A usable key and the dates that its document gives."""

    public: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoKey:
    """Why there is none. `undecided`: it could not be found out, or only elsewhere."""

    problem: Problem
    undecided: bool = False
    wants: tuple[Need, ...] = ()


def key_of(case: Case, signatory: Signatory) -> Key | NoKey:
    """The key that made a signature, by its own word, as its controller's document has it."""
    if signatory.did is None:
        return _without_did(signatory)
    document = did_document(case, signatory.did)
    if isinstance(document, NoKey):
        return document
    if signatory.method is None:
        return _among_the_issuers(signatory, document)
    found = _retrieve(signatory.method, document)
    if isinstance(found, Key) and signatory.jwk is not None and _read_jwk(signatory.jwk) != Key(found.public):
        return NoKey(Problem("issuer-mismatch", "The token brings another key than the one that it names."))
    return found


def did_document(case: Case, did: str) -> JsonObject | NoKey:
    """The document of a DID: computed for did:key and did:jwk, from the evidence for did:web."""
    malformed = did_problem(did)
    if malformed is not None:
        return NoKey(malformed)
    method = did.split(":", 2)[1]
    if method == "key":
        return _did_key(did)
    if method == "jwk":
        return _did_jwk(did)
    if method != "web":
        detail = f"Identifiers of the method {method[:40]} cannot be looked up here."
        return NoKey(Problem("unsupported-key", detail), undecided=True)
    need = Need(NeedKind.DID_DOCUMENT, did)
    match case.evidence.get(need):
        case None:
            detail = "The issuer's key document has not been retrieved."
            return NoKey(Problem("remote-blocked", detail), True, (need,))
        case Missing(code=code):
            code = code if code in _ABSENCES else _ABSENCES[0]
            return NoKey(Problem(code, "The issuer's key document could not be retrieved."), True)
        case Fetched(body=body):
            try:
                return read_object(body)
            except Unreadable as error:
                detail = f"What was found at the issuer's identifier is unreadable: {error.detail}."
                return NoKey(Problem("remote-unreadable", detail), undecided=True)


def _retrieve(url: object, document: JsonObject) -> Key | NoKey:
    found = retrieve_method(url, document)
    if isinstance(found, Problem):
        return NoKey(found, undecided=found.code in _UNDECIDED)
    return Key(found.key, found.revoked, found.expires)


def _read_jwk(jwk: object) -> Key | NoKey:
    try:
        return Key(PublicKey.from_jwk(jwk))
    except UnusableKey as error:
        return NoKey(Problem(error.code, error.detail), undecided=error.code in _UNDECIDED)


def _without_did(signatory: Signatory) -> Key | NoKey:
    """For an issuer that is named by a web address: the key that the token brings, or none to be had."""
    if signatory.method is None:
        return _read_jwk(signatory.jwk)
    detail = "A key at this kind of address cannot be looked up here."
    return NoKey(Problem("unsupported-key", detail), undecided=True)


def _among_the_issuers(signatory: Signatory, document: JsonObject) -> Key | NoKey:
    """A token that brings its key without naming it: the issuer's document must list that very key."""
    brought = _read_jwk(signatory.jwk)
    if isinstance(brought, NoKey):
        return brought
    listed = document.get("assertionMethod")
    for entry in listed if isinstance(listed, list) else ():
        name = entry.get("id") if isinstance(entry, dict) else entry
        if not isinstance(name, str):
            continue
        found = _retrieve(f"{signatory.did}{name}" if name.startswith("#") else name, document)
        if isinstance(found, Key) and found.public == brought.public:
            return found
    return NoKey(Problem("issuer-mismatch", "The key that the token brings is not one of the issuer's."))


def _did_key(did: str) -> JsonObject | NoKey:
    try:
        return did_key_document(did)
    except UnusableKey as error:
        return NoKey(Problem(error.code, error.detail), undecided=error.code in _UNDECIDED)


def _did_jwk(did: str) -> JsonObject | NoKey:
    """The document that a did:jwk stands for. did:jwk method specification, "Read"."""
    try:
        jwk = read_object(base64url_bytes(did.removeprefix("did:jwk:"), longest=_LONGEST_JWK))
    except (ValueError, Unreadable):
        return NoKey(Problem("malformed-key", "The did:jwk does not hold a key."))
    method: JsonObject = {"id": f"{did}#0", "type": JSON_WEB_KEY, "controller": did, "publicKeyJwk": jwk}
    return {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}
