"""A public key, and its three texts: Multikey, JWK and did:key.

A `PublicKey` exists only if it passed the key policy (security page, F4 and D7): exact length, exact
multicodec, one encoding per key, on the curve, strong enough. So nothing that takes one has to ask
again. Private keys are not read here, not even to take the public half from them: a published private
key is refused, since anybody could have signed with it.

Multikey: Controlled Identifiers 1.0, section 2.2.2. JWK: RFC 7517, 7518 (section 6), 8037. did:key:
the W3C CCG report "The did:key Method". RSA has a JWK only; its Multikey is in no standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import base58
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from keys import edwards
from keys.encodings import base58btc_bytes, base64url, base64url_bytes
from keys.errors import UnusableKey


class Algorithm(StrEnum):
    """The kinds of key that are understood. The value is the JWK `crv`, or `RSA`."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"
    RSA = "RSA"


CURVES: Final[Mapping[Algorithm, ec.EllipticCurve]] = {
    Algorithm.P256: ec.SECP256R1(),
    Algorithm.P384: ec.SECP384R1(),
}
WIDTHS: Final[Mapping[Algorithm, int]] = {Algorithm.P256: 32, Algorithm.P384: 48}  # of a coordinate

# Multicodec prefixes as unsigned varints; https://github.com/multiformats/multicodec (table.csv).
_CODECS: Final[Mapping[Algorithm, bytes]] = {
    Algorithm.ED25519: b"\xed\x01",
    Algorithm.P256: b"\x80\x24",
    Algorithm.P384: b"\x81\x24",
}
# ed25519, secp256k1, x25519, p256, p384, p521 secret keys: codes 0x1300, 0x1301, 0x1302, 0x1306 to 0x1308.
_SECRET_CODECS: Final = tuple(bytes((0x80 | low, 0x26)) for low in (0x00, 0x01, 0x02, 0x06, 0x07, 0x08))
_LONGEST_MULTIKEY: Final = 1024  # characters; ours need 71, the rest lets foreign kinds be named as such

_RSA_EXPONENT: Final = 65537
_RSA_BITS: Final = range(2048, 8192 + 1)

_PRIVATE_MEMBERS: Final = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_PUBLIC_MEMBERS: Final[Mapping[str, frozenset[str]]] = {
    "OKP": frozenset({"crv", "x"}),
    "EC": frozenset({"crv", "x", "y"}),
    "RSA": frozenset({"n", "e"}),
}
_ALGS: Final[Mapping[Algorithm, frozenset[str]]] = {  # `Ed25519` is RFC 9864's name for it
    Algorithm.ED25519: frozenset({"EdDSA", "Ed25519"}),
    Algorithm.P256: frozenset({"ES256"}),
    Algorithm.P384: frozenset({"ES384"}),
    Algorithm.RSA: frozenset({"RS256"}),
}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that passed the key policy; making one of any other bytes raises UnusableKey.

    `raw` is 32 bytes for Ed25519 (RFC 8032), the 33 or 49 bytes of the compressed point for P-256 and
    P-384 (SEC 1, section 2.3.3), and DER SubjectPublicKeyInfo for RSA. Equal keys have equal `raw`.
    """

    algorithm: Algorithm
    raw: bytes

    def __post_init__(self) -> None:
        if self.algorithm is Algorithm.ED25519:
            _refuse_ed25519(self.raw)
        elif self.algorithm is Algorithm.RSA:
            _refuse_rsa(self.raw)
        else:
            _refuse_ec(self.algorithm, self.raw)

    @classmethod
    def from_multikey(cls, text: object) -> PublicKey:
        """Read `publicKeyMultibase`: `z6Mk…` Ed25519, `zDn…` P-256, `z82…` P-384. Raises UnusableKey."""
        if not isinstance(text, str) or not text.startswith("z"):
            raise UnusableKey("malformed-key", "a Multikey is a text in base58btc, beginning with z")
        try:
            data = base58btc_bytes(text[1:], longest=_LONGEST_MULTIKEY)
        except ValueError as error:
            raise UnusableKey("malformed-key", f"the Multikey is {error}") from None
        for algorithm, codec in _CODECS.items():
            if data.startswith(codec):
                return cls(algorithm, data[len(codec) :])
        if data.startswith(_SECRET_CODECS):
            raise UnusableKey("weak-key", "this is a private key, published: anybody can sign with it")
        if len(data) < 3:
            raise UnusableKey("malformed-key", "the Multikey is too short to hold a key")
        raise UnusableKey("unsupported-key", f"no supported kind of key has multicodec 0x{data[:2].hex()}")

    def to_multikey(self) -> str:
        """The `publicKeyMultibase` text. Raises UnusableKey for RSA, which has none."""
        if self.algorithm not in _CODECS:
            raise UnusableKey("unsupported-key", f"no standard defines a Multikey for {self.algorithm}")
        return "z" + base58.b58encode(_CODECS[self.algorithm] + self.raw).decode("ascii")

    @classmethod
    def from_jwk(cls, jwk: object) -> PublicKey:
        """Read a public JWK. Raises UnusableKey.

        Members that describe the key must agree with it (`alg`, `use`, `key_ops`), those of another
        `kty` and all private ones are refused; unknown others are ignored (RFC 7517, section 4).
        """
        if not isinstance(jwk, Mapping):
            raise UnusableKey("malformed-key", "a JWK is an object")
        if secret := [name for name in _PRIVATE_MEMBERS if name in jwk]:
            raise UnusableKey("weak-key", f"the JWK publishes private members: {', '.join(secret)}")
        kty, crv = jwk.get("kty"), jwk.get("crv")
        if not isinstance(kty, str) or kty not in _PUBLIC_MEMBERS:
            raise UnusableKey("unsupported-key", "the JWK's kty is not one of OKP, EC, RSA")
        foreign = frozenset().union(*_PUBLIC_MEMBERS.values()) - _PUBLIC_MEMBERS[kty]
        if mixed := sorted(foreign.intersection(jwk)):
            raise UnusableKey("malformed-key", f"a JWK of kty {kty} has no member {', '.join(mixed)}")
        if kty == "RSA":
            key = _rsa_from_jwk(jwk)
        elif kty == "OKP" and crv == Algorithm.ED25519:
            key = cls(Algorithm.ED25519, _member(jwk, "x", 32))
        elif kty == "EC" and crv in (Algorithm.P256, Algorithm.P384):
            key = _ec_from_jwk(Algorithm(crv), jwk)
        else:
            raise UnusableKey("unsupported-key", f"the JWK's crv is not supported for kty {kty}")
        _refuse_other_use(jwk, key.algorithm)
        return key

    def to_jwk(self) -> dict[str, str]:
        """The JWK with the members that RFC 7638 requires, in its order, and no others."""
        if self.algorithm is Algorithm.ED25519:
            return {"crv": "Ed25519", "kty": "OKP", "x": base64url(self.raw)}
        if self.algorithm is Algorithm.RSA:
            n = rsa_key(self.raw).public_numbers().n
            return {"e": "AQAB", "kty": "RSA", "n": base64url(n.to_bytes((n.bit_length() + 7) // 8, "big"))}
        width = WIDTHS[self.algorithm]
        numbers = ec_key(self).public_numbers()
        x, y = numbers.x.to_bytes(width, "big"), numbers.y.to_bytes(width, "big")
        return {"crv": self.algorithm.value, "kty": "EC", "x": base64url(x), "y": base64url(y)}


def did_key(key: PublicKey) -> str:
    """The did:key of this key, without fragment. Raises UnusableKey for RSA."""
    return f"did:key:{key.to_multikey()}"


def from_did_key(did: object) -> PublicKey:
    """The key that a did:key names. Raises UnusableKey, also for a DID URL (path, query, fragment)."""
    if not isinstance(did, str) or not did.startswith("did:key:"):
        raise UnusableKey("malformed-key", "not a did:key")
    return PublicKey.from_multikey(did.removeprefix("did:key:"))


def ec_key(key: PublicKey) -> ec.EllipticCurvePublicKey:
    """The library's object for a P-256 or P-384 key."""
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[key.algorithm], key.raw)


def _refuse_ed25519(raw: bytes) -> None:
    if len(raw) != 32:
        raise UnusableKey("malformed-key", "an Ed25519 public key has 32 bytes")
    if edwards.is_small_order(raw):
        raise UnusableKey("weak-key", "this Ed25519 point has small order: signatures can be made for it")
    if not edwards.is_canonical(raw):
        raise UnusableKey("weak-key", "this Ed25519 key is not encoded canonically (y is p or more)")
    if not edwards.is_on_curve(raw):
        raise UnusableKey("malformed-key", "these 32 bytes are no point of Ed25519")


def _refuse_ec(algorithm: Algorithm, raw: bytes) -> None:
    # Of this length only the compressed form is a point: not infinity, not the uncompressed or hybrid forms.
    if len(raw) != WIDTHS[algorithm] + 1:
        raise UnusableKey("malformed-key", f"a {algorithm} key is a compressed point of fixed length")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVES[algorithm], raw)
    except ValueError:
        raise UnusableKey("malformed-key", f"this is no point of {algorithm}") from None


def rsa_key(raw: bytes) -> rsa.RSAPublicKey:
    try:
        key = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        raise UnusableKey("malformed-key", "not a SubjectPublicKeyInfo") from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnusableKey("malformed-key", "not an RSA key")
    return key


def _refuse_rsa(raw: bytes) -> None:
    key = rsa_key(raw)
    numbers = key.public_numbers()
    if key.key_size not in _RSA_BITS or numbers.e != _RSA_EXPONENT or numbers.n % 2 == 0:
        raise UnusableKey("weak-key", "an RSA key has 2048 to 8192 bits, an odd modulus and exponent 65537")
    if key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != raw:
        raise UnusableKey("malformed-key", "the RSA key is not encoded canonically")


def _member(jwk: Mapping[str, object], name: str, width: int) -> bytes:
    """A member of exactly `width` bytes (RFC 7518, section 6.2.1.2: leading zeros are kept)."""
    try:
        value = base64url_bytes(jwk.get(name), longest=(width * 4 + 2) // 3)
    except ValueError as error:
        raise UnusableKey("malformed-key", f"the JWK's {name} is {error}") from None
    if len(value) != width:
        raise UnusableKey("malformed-key", f"the JWK's {name} has {len(value)} bytes instead of {width}")
    return value


def _ec_from_jwk(algorithm: Algorithm, jwk: Mapping[str, object]) -> PublicKey:
    width = WIDTHS[algorithm]
    x, y = _member(jwk, "x", width), _member(jwk, "y", width)
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[algorithm], b"\x04" + x + y)
    except ValueError:
        raise UnusableKey("malformed-key", f"the JWK's x and y are no point of {algorithm}") from None
    return PublicKey(algorithm, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def _rsa_from_jwk(jwk: Mapping[str, object]) -> PublicKey:
    if jwk.get("e") != "AQAB":
        raise UnusableKey("weak-key", "the JWK's e is not AQAB (65537)")
    try:
        n = base64url_bytes(jwk.get("n"), longest=(_RSA_BITS[-1] // 8 * 4 + 2) // 3)
    except ValueError as error:
        raise UnusableKey("malformed-key", f"the JWK's n is {error}") from None
    if n[:1] in (b"", b"\x00"):
        raise UnusableKey("malformed-key", "the JWK's n is empty or begins with a zero byte")
    if len(n) * 8 < _RSA_BITS[0]:
        raise UnusableKey("weak-key", "an RSA key has 2048 bits or more")
    key = rsa.RSAPublicNumbers(_RSA_EXPONENT, int.from_bytes(n, "big")).public_key()
    return PublicKey(Algorithm.RSA, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _refuse_other_use(jwk: Mapping[str, object], algorithm: Algorithm) -> None:
    """RFC 7517, sections 4.2 to 4.4: what the key says that it is for."""
    operations = jwk.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations or jwk.get("use", "sig") != "sig":
        raise UnusableKey("unsupported-key", "the JWK is not for verifying signatures (use, key_ops)")
    alg = jwk.get("alg")
    if "alg" in jwk and (not isinstance(alg, str) or alg not in _ALGS[algorithm]):
        raise UnusableKey("unsupported-key", f"the JWK's alg is not one for a key of kind {algorithm}")
