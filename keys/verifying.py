"""Is this signature right under this key? Yes or no, stricter than the library where that matters.

Ed25519 as RFC 8032, section 5.1.7, with S < L, canonical R, and R not of small order (no honest signer
makes one). The equation is checked *without* the cofactor, [S]B = R + [k]A, as OpenSSL does; a verifier
that multiplies by 8 differs only for signatures that the key's owner crafted to that end. ECDSA takes
r‖s of fixed width (IEEE P1363), never DER; both halves of s, since foreign signers do not normalise, so
a signature's bytes must never serve as an identity. RSA is RS256 and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, utils

from keys import edwards
from keys.multikey import WIDTHS, Algorithm, PublicKey, ec_key, rsa_key

_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384()}
DIGESTS: Final[Mapping[Algorithm, tuple[str, ...]]] = {  # the first is the default
    Algorithm.ED25519: (),  # hashes by itself
    Algorithm.P256: ("sha256", "sha384"),
    Algorithm.P384: ("sha384", "sha256"),
    Algorithm.RSA: ("sha256",),
}


def verify(key: PublicKey, message: bytes, signature: bytes, *, digest: str | None = None) -> bool:
    """Whether `signature` over `message` is right under `key`. Never raises because of a signature.

    `digest` is `sha256` or `sha384`; by default P-256 and RSA take the first, P-384 the second. A digest
    that the key's algorithm does not take is a mistake of the caller: ValueError.
    """
    allowed = DIGESTS[key.algorithm]
    if digest is not None and digest not in allowed:
        raise ValueError(f"{key.algorithm} does not sign with digest {digest}")
    if key.algorithm is Algorithm.ED25519:
        return _ed25519(key.raw, message, signature)
    algorithm = _HASHES[digest or allowed[0]]
    if key.algorithm is Algorithm.RSA:
        return _rsa(key, message, signature, algorithm)
    return _ecdsa(key, message, signature, algorithm)


def _ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    # S + L would verify as well (RFC 8032, section 8.4): one signature, one encoding.
    if s >= edwards.L or not edwards.is_canonical(r) or edwards.is_small_order(r):
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _ecdsa(key: PublicKey, message: bytes, signature: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    width = WIDTHS[key.algorithm]
    if len(signature) != 2 * width:
        return False
    r, s = int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big")
    try:  # the library refuses r and s outside 1 to n - 1
        ec_key(key).verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(algorithm))
    except InvalidSignature:
        return False
    return True


def _rsa(key: PublicKey, message: bytes, signature: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    try:  # the library refuses signatures that are not as long as the modulus
        rsa_key(key.raw).verify(signature, message, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True
