"""The baseline: what somebody writes who needs a signature and nothing else.

pyld canonicalises, cryptography signs: `eddsa-rdfc-2022` over the same document as Cairn's, and each verifies
what the other has signed, in every run. Contexts are bundled and stay processed, as in Cairn; nothing is
linted, checked, recorded or stored.

Data Integrity EdDSA Cryptosuites 1.0, sections 3.2.1 and 3.2.2.
"""

from __future__ import annotations

import hashlib
import json
import threading
from copy import deepcopy
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from schemas import bundle


class PlainSigner:
    """One key, from a seed that is no secret, under the DID URL that documents name it by."""

    def __init__(self, seed: str, method: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())
        self._method = method

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, document: dict[str, Any], created: str) -> bytes:
        """The document with a proof made at that instant, as the bytes to send."""
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": created,
            "verificationMethod": self._method,
            "proofPurpose": "assertionMethod",
        }
        signature = self._private.sign(_signed(document, proof))
        proof["proofValue"] = "z" + base58.b58encode(signature).decode("ascii")
        signed = {**document, "proof": [proof]}
        return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


def verifies(body: bytes, key: Ed25519PublicKey) -> bool:
    """Whether the one proof in the document is a signature of it under the key."""
    document = json.loads(body)
    (proof,) = document.pop("proof")
    signature = base58.b58decode(proof.pop("proofValue")[1:])
    try:
        key.verify(signature, _signed(document, proof))
    except InvalidSignature:
        return False
    return True


def _signed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    options = {**proof, "@context": document["@context"]}
    return _digest(options) + _digest(document)


def _digest(document: dict[str, Any]) -> bytes:
    settings = {"algorithm": "URDNA2015", "format": "application/n-quads", "contextResolver": _resolver()}
    return hashlib.sha256(jsonld.normalize(document, settings).encode()).digest()


def _load(url: str, _: object = None) -> dict[str, object]:
    document = deepcopy(bundle.document(bundle.canonical_url(url) or url))
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


def _resolver() -> ContextResolver:
    """Keeps processed contexts; one for each thread, because pyld's are not safe to share."""
    if not hasattr(_own, "resolver"):
        _own.resolver = ContextResolver({}, _load)
    return _own.resolver


_own = threading.local()
