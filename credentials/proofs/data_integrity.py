"""Embedded proofs: what their signature covers, making one, and whether one is right.

The algorithm that the suites of suites.py share (Data Integrity 1.0, section 4; the cryptosuites'
sections 3.2 and 3.3). Whether the document shows what was signed (soundness.py), whether the key is the
issuer's and what the proof is for (verification/checks) are other questions.
"""

from __future__ import annotations

import hashlib
from typing import Final

import base58

from credentials.errors import TooComplex, Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.canonical import canonical_json, to_nquads
from credentials.proofs.suites import SUITES, Canonicalisation, Suite, digest_of
from keys.custody import Signer
from keys.encodings import base58btc_bytes
from keys.multikey import Algorithm, PublicKey
from keys.verifying import verify
from schemas.terms import DATA_INTEGRITY_PROOF

_LONGEST_PROOF_VALUE: Final = 200  # characters; 96 bytes, the longest signature here, need 132


def hash_data(document: JsonObject, proof: JsonObject, suite: Suite, algorithm: Algorithm) -> bytes:
    """The bytes that are signed: the hash of the proof's options, then that of the document.

    A `proofValue` and the document's other proofs are left aside, except those that `previousProof`
    names, which the signature covers. 64 bytes, 96 for P-384. Raises Unsound if a part would stay
    unsigned or a named proof is missing, and TooComplex.
    """
    return options_digest(document, proof, suite, algorithm) + document_digest(
        document, proof, suite, algorithm
    )


def options_digest(document: JsonObject, proof: JsonObject, suite: Suite, algorithm: Algorithm) -> bytes:
    """Proof configuration, e.g. Data Integrity EdDSA Cryptosuites 1.0, sections 3.2.5 and 3.3.5."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite.canonicalisation is Canonicalisation.RDFC:
        options["@context"] = document.get("@context")
    return _digest(options, suite, algorithm)


def document_digest(document: JsonObject, proof: JsonObject, suite: Suite, algorithm: Algorithm) -> bytes:
    """Transformation and hash of the unsecured document, e.g. EdDSA Cryptosuites 1.0, section 3.2.3."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if suite.canonicalisation is Canonicalisation.JCS and "@context" in proof:
        unsecured["@context"] = _signed_context(document.get("@context"), proof["@context"])
    if "previousProof" in proof:
        unsecured["proof"] = _previous(document, proof["previousProof"])
    return _digest(unsecured, suite, algorithm)


def sign(document: JsonObject, options: JsonObject, signer: Signer) -> JsonObject:
    """A proof over `document` with the given options: type, cryptosuite, created, verificationMethod, ….

    Neither argument is changed. Raises Unsound and TooComplex like `hash_data`; ValueError for options
    that name no suite of ours, or one that the signer's key does not fit; and what the signer raises.
    """
    suite = SUITES.get(str(options.get("cryptosuite")))
    algorithm = signer.public.algorithm
    if suite is None or algorithm not in suite.algorithms or "proofValue" in options:
        raise ValueError(f"no proof is made with {options.get('cryptosuite')!r} and a key of {algorithm}")
    proof = dict(options)
    if suite.canonicalisation is Canonicalisation.JCS and "@context" in document:
        proof["@context"] = document["@context"]
    signature = signer.sign(hash_data(document, proof, suite, algorithm))
    proof["proofValue"] = "z" + base58.b58encode(signature).decode("ascii")
    return proof


def signature_problem(
    document: JsonObject, proof: JsonObject, key: PublicKey, *, pointer: str = "/proof"
) -> Problem | None:
    """Why `proof` is no signature of `document` under `key`, or None if it is one.

    `unsupported-cryptosuite` if it is of a kind that is not known; PROOF_VERIFICATION_ERROR if it is
    malformed; CRYPTOGRAPHIC_SECURITY_ERROR if it does not fit the document and key; `too-complex`, or the
    problem that Unsound carries, if the document has no canonical form. `pointer` says where it stands.
    """
    type_, name = proof.get("type"), proof.get("cryptosuite")
    if not isinstance(type_, str) or (type_ == DATA_INTEGRITY_PROOF and not isinstance(name, str)):
        return Problem("PROOF_VERIFICATION_ERROR", "the proof does not say of which kind it is", pointer)
    suite = SUITES.get(str(name)) if type_ == DATA_INTEGRITY_PROOF else None
    if suite is None:
        kind = name if type_ == DATA_INTEGRITY_PROOF else type_
        detail = f"proofs of the kind {str(kind)[:80]!r} cannot be checked here"
        return Problem("unsupported-cryptosuite", detail, pointer)
    if key.algorithm not in suite.algorithms:
        detail = f"{suite.name} does not sign with keys of {key.algorithm}"
        return Problem("PROOF_VERIFICATION_ERROR", detail, pointer)
    signature = _signature_bytes(proof.get("proofValue"))
    if signature is None:
        detail = "proofValue is not a signature in base58btc multibase"
        return Problem("PROOF_VERIFICATION_ERROR", detail, f"{pointer}/proofValue")
    try:
        signed = hash_data(document, proof, suite, key.algorithm)
    except TooComplex as error:
        return Problem("too-complex", str(error))
    except Unsound as error:
        return error.problem
    if not verify(key, signed, signature):
        detail = "the signature does not fit the document and the key"
        return Problem("CRYPTOGRAPHIC_SECURITY_ERROR", detail, pointer)
    return None


def proofs_of(document: JsonObject) -> list[JsonObject]:
    """The document's proofs; `proof` may be one object or an array of them. Others are left out."""
    proofs = document.get("proof", [])
    return [one for one in (proofs if isinstance(proofs, list) else [proofs]) if isinstance(one, dict)]


def _digest(value: JsonObject, suite: Suite, algorithm: Algorithm) -> bytes:
    digest = digest_of(algorithm)
    if suite.canonicalisation is Canonicalisation.JCS:
        return hashlib.new(digest, canonical_json(value)).digest()
    return hashlib.new(digest, to_nquads(value, digest=digest).encode()).digest()


def _signed_context(shown: object, signed: object) -> object:
    """EdDSA Cryptosuites 1.0, section 3.3.2, step 4: a JCS proof signs the contexts that it lists.

    They must be the first ones of the document, in the same order.
    """
    shown_list, signed_list = (value if isinstance(value, list) else [value] for value in (shown, signed))
    if shown_list[: len(signed_list)] != signed_list:
        detail = "the proof was made under contexts that the document does not begin with"
        raise Unsound(Problem("PROOF_VERIFICATION_ERROR", detail, "/@context"))
    return signed


def _previous(document: JsonObject, previous: object) -> list[JsonObject]:
    """Data Integrity 1.0, section 4.3, "Add Proof Set/Chain": the proofs that a chained one builds on."""
    found = []
    for name in previous if isinstance(previous, list) else [previous]:
        named = [proof for proof in proofs_of(document) if "id" in proof and proof["id"] == name]
        if len(named) != 1:
            detail = "previousProof names a proof that is not there, or not once"
            raise Unsound(Problem("PROOF_VERIFICATION_ERROR", detail, "/proof"))
        found += named
    return found


def _signature_bytes(value: object) -> bytes | None:
    if not isinstance(value, str) or not value.startswith("z"):
        return None
    try:
        return base58btc_bytes(value[1:], longest=_LONGEST_PROOF_VALUE)
    except ValueError:
        return None
