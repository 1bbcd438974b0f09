"""Prepare, then sign: the only road to a signature.

`prepare` refuses whatever our own verifier would not accept, with every reason at once, and brings the
document into canonical form, once. `sign` takes only what `prepare` made, and hands nothing out that the
*published* key does not accept: that catches an HSM slot that holds another key. Between the two, whoever
issues records the intent (docs/issuance.md). Time and keys are arguments.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import base58

from credentials import strict_json
from credentials.errors import Refused, SignatureRejected, Unreadable, Unsound
from credentials.findings import Problem
from credentials.instants import format_instant
from credentials.json_types import JsonObject
from credentials.profiles import Profile
from credentials.proofs import vc_jwt
from credentials.proofs.data_integrity import document_digest, options_digest
from credentials.proofs.suites import SUITES, Canonicalisation, Suite, digest_of
from credentials.soundness import unsound
from credentials.verification.signatories import issuer_id
from keys.custody import Signer
from keys.multikey import Algorithm, PublicKey
from keys.verifying import verify
from schemas.terms import DATA_INTEGRITY_PROOF

_BY_PREPARE: Final = object()


class Prepared:
    """An unsigned document that may be signed. Only `prepare` makes one."""

    __slots__ = ("_digests", "_document")

    def __init__(self, document: JsonObject, digests: dict[str, bytes], made_by: object) -> None:
        if made_by is not _BY_PREPARE:
            raise TypeError("only prepare() makes a Prepared")
        self._document = document
        self._digests = digests

    @property
    def document(self) -> JsonObject:
        """A copy, so that what was prepared is what will be signed."""
        return deepcopy(self._document)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed document, the exact bytes to store and to serve, and the digest of what was signed.

    `content_sha256` is over the canonical RDF of the document without its proofs: what another credential
    refers to stays the same when somebody adds a proof (decisions 3.10).
    """

    document: JsonObject
    body: bytes
    content_sha256: bytes


def prepare(draft: JsonObject, profile: Profile) -> Prepared:
    """Check a draft against everything that can be checked without a key. `draft` is not changed.

    Raises Refused with every problem that the profile's lint found, and that our own reader would find in
    the bytes; Unsound if what would be signed is not what is shown; TooComplex if its graph takes unbounded
    work to canonicalise.
    """
    document = deepcopy(draft)
    problems = [problem for lint in profile.lint for problem in lint(document)]
    if "proof" in document:
        problems.append(Problem("MALFORMED_VALUE_ERROR", "A draft has no proof yet.", "/proof"))
    try:
        strict_json.read_object(serialise(document))
    except UnicodeEncodeError:
        problems.append(Problem("invalid-text", "A string holds a lone surrogate, which is no character."))
    except Unreadable as error:
        problems.append(Problem(error.code, error.detail, error.pointer))
    found = unsound(document, profile.contexts)
    if problems:
        raise Refused((*problems, found.problem) if found is not None else tuple(problems))
    if found is not None:
        raise Unsound(found.problem)
    # SHA-256 is what Ed25519 and P-256 sign with; another digest is made when it is asked for.
    digests = {"sha256": document_digest(document, {}, _suite(Algorithm.ED25519), Algorithm.ED25519)}
    return Prepared(document, digests, _BY_PREPARE)


def sign(
    prepared: Prepared,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    published: PublicKey,
) -> Signed:
    """The document with one Data Integrity proof, in an array as Open Badges' schema of 2024 wants it.

    `verification_method` is the DID URL of the key in the issuer's document, `published` the key that stands
    there. The same arguments give the same bytes as long as the signer is deterministic. Raises
    SignatureRejected if the published key does not accept the signature; ValueError for a method that is
    not the issuer's, or a key that no cryptosuite takes; and what the signer raises.
    """
    document = prepared.document
    if not verification_method.startswith(f"{issuer_id(document)}#"):
        raise ValueError("the verification method is not one of the document's issuer")
    algorithm = signer.public.algorithm
    suite = _suite(algorithm)
    proof: JsonObject = {
        "type": DATA_INTEGRITY_PROOF,
        "cryptosuite": suite.name,
        "created": format_instant(created),
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    digest = digest_of(algorithm)
    if digest not in prepared._digests:
        prepared._digests[digest] = document_digest(document, proof, suite, algorithm)
    signed = options_digest(document, proof, suite, algorithm) + prepared._digests[digest]
    signature = signer.sign(signed)
    if not verify(published, signed, signature):
        raise SignatureRejected("the published key does not accept the signature that was made")
    proof["proofValue"] = "z" + base58.b58encode(signature).decode("ascii")
    document["proof"] = [proof]
    return Signed(document, serialise(document), prepared._digests["sha256"])


def sign_jwt(prepared: Prepared, *, signer: Signer, kid: str, published: PublicKey) -> str:
    """The document as a compact JWT in the Open Badges form. `kid`: as `verification_method` of `sign`.

    Raises as `sign` does, and Refused for a document that has no token form (no subject id).
    """
    document = prepared.document
    if not kid.startswith(f"{issuer_id(document)}#"):
        raise ValueError("the key is not one of the document's issuer")
    token = vc_jwt.sign(document, kid, signer)
    if vc_jwt.signature_problem(vc_jwt.parse(token), published) is not None:
        raise SignatureRejected("the published key does not accept the signature that was made")
    return token


def serialise(document: JsonObject) -> bytes:
    """Compact UTF-8 JSON, members in the document's own order: the bytes that leave us, byte for byte.

    Raises UnicodeEncodeError for a lone surrogate, ValueError for a number that is not finite.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _suite(algorithm: Algorithm) -> Suite:
    """The RDF canonicalisation suite of a kind of key. Raises ValueError where there is none (RSA)."""
    for suite in SUITES.values():
        if suite.canonicalisation is Canonicalisation.RDFC and algorithm in suite.algorithms:
            return suite
    raise ValueError(f"no cryptosuite signs with keys of {algorithm}")
