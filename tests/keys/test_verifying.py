"""keys/verifying.py: standard vectors, and signatures that a lax verifier accepts."""

from __future__ import annotations

import base64
import json

import base58
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519, utils
from hypothesis import given, settings
from hypothesis import strategies as st

from keys import verifying
from keys.errors import UnusableKey
from keys.multikey import Algorithm, PublicKey
from keys.verifying import verify
from tests.keys import curve25519 as curve
from tests.keys.make import SIGNING, make_signer
from tests.oracles import oracle_path

MESSAGE = b"Awarded for three days in the archive."
ORDERS = {
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    Algorithm.P384: int("f" * 48 + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16),
}
# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature.
RFC_8032 = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
)
# JWK, signing input, signature: RFC 7515, appendices A.2 (RS256) and A.3 (ES256); RFC 8037, A.4 (EdDSA).
JWS_CLAIMS = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
RS256 = (
    {
        "kty": "RSA",
        "e": "AQAB",
        "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4Q"
        "lL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9"
        "e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9"
        "_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    },
    f"eyJhbGciOiJSUzI1NiJ9.{JWS_CLAIMS}",
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdb"
    "F9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383"
    "LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWy"
    "wlVmtVrBp0igcN_IoypGlUPQGe77Rw",
)
ES256 = (
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    },
    f"eyJhbGciOiJFUzI1NiJ9.{JWS_CLAIMS}",
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
)
EDDSA = (
    {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
)


def flipped(data: bytes, bit: int) -> bytes:
    return (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")


def library_accepts(key: bytes, message: bytes, signature: bytes) -> bool:
    """What `cryptography` says of an Ed25519 signature: the control that a forgery is one."""
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


# --- vectors


@pytest.mark.parametrize("public, message, signature", RFC_8032, ids=["1", "2", "3"])
def test_the_signatures_of_rfc_8032_verify(public: str, message: str, signature: str) -> None:
    key = PublicKey(Algorithm.ED25519, bytes.fromhex(public))
    assert verify(key, bytes.fromhex(message), bytes.fromhex(signature))
    assert not verify(key, bytes.fromhex(message) + b"\x00", bytes.fromhex(signature))


@pytest.mark.parametrize("jwk, signed, signature", [RS256, ES256, EDDSA], ids=["RS256", "ES256", "EdDSA"])
def test_the_signatures_of_the_jws_standards_verify(jwk: dict[str, str], signed: str, signature: str) -> None:
    key, raw = PublicKey.from_jwk(jwk), base64.urlsafe_b64decode(signature + "==")
    assert verify(key, signed.encode(), raw)
    assert not verify(key, signed.encode() + b"x", raw)


@pytest.mark.oracle
@pytest.mark.parametrize(
    "folder, hashed, signed",
    [
        ("vc-di-eddsa/eddsa-rdfc-2022", "combinedHashDataInt", "signedDataInt"),
        ("vc-di-eddsa/eddsa-jcs-2022", "combinedHashJCS", "signedJCS"),
        ("vc-di-ecdsa/ecdsa-rdfc-2019-p256", "combinedHashECDSAP256", "signedECDSAP256"),
        ("vc-di-ecdsa/ecdsa-rdfc-2019-p384", "combinedHashECDSAP384", "signedECDSAP384"),
        ("vc-di-ecdsa/ecdsa-jcs-2019-p256", "combinedHashJCSECDSAP256", "signedJCSECDSAP256"),
        ("vc-di-ecdsa/ecdsa-jcs-2019-p384", "combinedHashJCSECDSAP384", "signedJCSECDSAP384"),
    ],
)
def test_w3c_proofs_verify_over_their_published_hashes(folder: str, hashed: str, signed: str) -> None:
    vectors = oracle_path(f"oracles/w3c-vectors/{folder}")
    proof = json.loads((vectors / f"{signed}.json").read_text("utf-8"))["proof"]
    message = bytes.fromhex((vectors / f"{hashed}.txt").read_text("utf-8").strip())
    key = PublicKey.from_multikey(proof["verificationMethod"].partition("#")[2])
    assert verify(key, message, base58.b58decode(proof["proofValue"].removeprefix("z")))


# --- round trips and flipped bits


@pytest.mark.parametrize("algorithm", SIGNING)
@settings(deadline=None)
@given(message=st.binary(max_size=200))
def test_what_is_signed_verifies_and_nothing_else_does(algorithm: Algorithm, message: bytes) -> None:
    signer, other = make_signer(algorithm), make_signer(algorithm, "another")
    signature = signer.sign(message)
    assert verify(signer.public, message, signature)
    assert not verify(signer.public, message + b"\x00", signature)
    assert not verify(other.public, message, signature)


@pytest.mark.parametrize("algorithm", SIGNING)
def test_no_signature_survives_a_flipped_bit(algorithm: Algorithm) -> None:
    signer = make_signer(algorithm)
    signature = signer.sign(MESSAGE)
    for bit in range(len(signature) * 8):
        assert not verify(signer.public, MESSAGE, flipped(signature, bit))
    for bit in range(len(MESSAGE) * 8):
        assert not verify(signer.public, flipped(MESSAGE, bit), signature)


@pytest.mark.parametrize("algorithm", SIGNING)
def test_no_key_with_a_flipped_bit_verifies(algorithm: Algorithm) -> None:
    signer = make_signer(algorithm)
    signature, raw = signer.sign(MESSAGE), signer.public.raw
    tried = 0
    for bit in range(len(raw) * 8):
        try:
            key = PublicKey(algorithm, flipped(raw, bit))
        except UnusableKey:
            continue
        tried += 1
        assert not verify(key, MESSAGE, signature)
    assert tried > 64  # about half of the texts are points


@pytest.mark.parametrize("bit", [0, 7, 8, 1000, 2040, 2047])
def test_no_rs256_signature_survives_a_flipped_bit(bit: int) -> None:
    key, signed = PublicKey.from_jwk(RS256[0]), RS256[1].encode()
    assert not verify(key, signed, flipped(base64.urlsafe_b64decode(RS256[2] + "=="), bit))


@pytest.mark.parametrize("algorithm", Algorithm)
@settings(deadline=None)
@given(data=st.data())
def test_no_bytes_at_all_make_verify_raise(algorithm: Algorithm, data: st.DataObject) -> None:
    key = PublicKey.from_jwk(RS256[0]) if algorithm is Algorithm.RSA else make_signer(algorithm).public
    size = data.draw(st.sampled_from([0, 1, 63, 64, 65, 95, 96, 97, 255, 256, 257, 512]))
    constant = st.sampled_from([b"\x00", b"\xff", b"\x01", b"\x30"]).map(lambda byte: byte * size)
    signature = data.draw(constant | st.binary(min_size=size, max_size=size))
    assert not verify(key, MESSAGE, signature)


# --- Ed25519 forgeries


@pytest.mark.parametrize("encoded", curve.SMALL_ORDER_ENCODINGS, ids=bytes.hex)
def test_no_key_of_ours_accepts_the_constant_forgery_that_the_library_accepts(encoded: bytes) -> None:
    """Corpus P050. R = identity and S = 0 verify for every message whose challenge kills the key."""
    constant = curve.encode(curve.IDENTITY) + bytes(32)
    messages = [bytes([i]) for i in range(256)]
    point = curve.decode(encoded)
    accepted = [message for message in messages if library_accepts(encoded, message, constant)]
    if point is not None and curve.encode(point) == encoded:
        assert len(accepted) > 16
    with pytest.raises(UnusableKey):
        PublicKey(Algorithm.ED25519, encoded)


SCALAR = 0x1234567890ABCDEF1234567890ABCDEF1234567890ABCDEF1234567890ABCDE  # of an owner who cheats


def test_a_small_order_r_is_refused_although_the_library_accepts_it() -> None:
    """The owner of an ordinary key can sign with R = identity: S = k·a."""
    key = curve.encode(curve.times(SCALAR, curve.BASE))
    r = curve.encode(curve.IDENTITY)
    s = curve.challenge(r, key, MESSAGE) * SCALAR % curve.ORDER
    signature = r + s.to_bytes(32, "little")
    assert library_accepts(key, MESSAGE, signature)
    assert not verify(PublicKey(Algorithm.ED25519, key), MESSAGE, signature)


@pytest.mark.parametrize("index", range(1, 8))
def test_every_small_order_r_is_refused_under_a_key_of_mixed_order(index: int) -> None:
    """Key = aB + T: R is the point of small order that k·T happens to need."""
    torsion = curve.TORSION[1]
    key = curve.encode(curve.add(curve.times(SCALAR, curve.BASE), torsion))
    r = curve.encode(curve.TORSION[index])
    for attempt in range(200):
        message = MESSAGE + bytes([attempt])
        k = curve.challenge(r, key, message)
        signature = r + (k * SCALAR % curve.ORDER).to_bytes(32, "little")
        if library_accepts(key, message, signature):
            assert not verify(PublicKey(Algorithm.ED25519, key), message, signature)
            return
    pytest.fail("no message made the library accept this R")


def test_only_the_cofactorless_equation_counts() -> None:
    """R with a small-order part satisfies 8·S·B = 8·R + 8·k·A, but not the equation without the 8."""
    key = curve.encode(curve.times(SCALAR, curve.BASE))
    honest = curve.times(7, curve.BASE)
    for point, accepted in ((honest, True), (curve.add(honest, curve.TORSION[1]), False)):
        r = curve.encode(point)
        s = (7 + curve.challenge(r, key, MESSAGE) * SCALAR) % curve.ORDER
        signature = r + s.to_bytes(32, "little")
        assert verify(PublicKey(Algorithm.ED25519, key), MESSAGE, signature) is accepted


@pytest.mark.parametrize("multiple", range(1, 15))  # what fits into 256 bits
def test_s_is_below_the_order(multiple: int) -> None:
    """Corpus P051: S + L satisfies the same equation."""
    signer = make_signer(Algorithm.ED25519)
    signature = signer.sign(MESSAGE)
    s = int.from_bytes(signature[32:], "little") + multiple * curve.ORDER
    assert not verify(signer.public, MESSAGE, signature[:32] + s.to_bytes(32, "little"))


class Lax:
    """A library that accepts whatever reaches it."""

    @classmethod
    def from_public_bytes(cls, key: bytes) -> Lax:
        return cls()

    def verify(self, *arguments: object) -> None:
        return None


@pytest.mark.parametrize(
    "r, s, size, accepted",
    [
        (curve.BASE[1], 0, 64, True),
        (curve.BASE[1], curve.ORDER - 1, 64, True),
        (curve.BASE[1], curve.ORDER, 64, False),
        (curve.BASE[1], 2**256 - 1, 64, False),
        (curve.BASE[1], 1, 63, False),
        (curve.BASE[1], 1, 65, False),
        (curve.BASE[1], 1, 0, False),
        (curve.FIELD - 2, 1, 64, True),
        (curve.FIELD + 2, 1, 64, False),
        (curve.FIELD + 2 | 1 << 255, 1, 64, False),
        *((int.from_bytes(small, "little"), 1, 64, False) for small in curve.SMALL_ORDER_ENCODINGS),
    ],
)
def test_what_we_refuse_ourselves_never_reaches_the_library(
    monkeypatch: pytest.MonkeyPatch, r: int, s: int, size: int, accepted: bool
) -> None:
    """Libraries differ here, and between versions; these refusals do not depend on them."""
    key = make_signer(Algorithm.ED25519).public
    monkeypatch.setattr(ed25519, "Ed25519PublicKey", Lax)
    signature = (r.to_bytes(32, "little") + s.to_bytes(32, "little")).ljust(size, b"\x00")[:size]
    assert verify(key, MESSAGE, signature) is accepted


# --- ECDSA forms


@pytest.mark.parametrize("algorithm, size", [("P-256", 64), ("P-384", 96)])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_width_of_an_ecdsa_signature_is_not_left_to_the_library(
    monkeypatch: pytest.MonkeyPatch, algorithm: str, size: int, more: int
) -> None:
    key = make_signer(Algorithm(algorithm)).public
    monkeypatch.setattr(verifying, "ec_key", lambda key: Lax())
    assert verify(key, MESSAGE, b"\x01" * (size + more)) is (more == 0)


@pytest.mark.parametrize("algorithm", ORDERS)
def test_both_halves_of_s_verify(algorithm: Algorithm) -> None:
    """Corpus P057: foreign signers do not normalise s."""
    signer, width, order = make_signer(algorithm), {"P-256": 32, "P-384": 48}[algorithm], ORDERS[algorithm]
    signature = signer.sign(MESSAGE)
    twin = order - int.from_bytes(signature[width:], "big")
    assert twin > order // 2
    assert verify(signer.public, MESSAGE, signature[:width] + twin.to_bytes(width, "big"))


@pytest.mark.parametrize("algorithm", ORDERS)
def test_other_forms_of_a_right_ecdsa_signature_are_refused(algorithm: Algorithm) -> None:
    """Corpus P056 (DER), and widths, orders and ranges that lax readers let pass."""
    signer, width, order = make_signer(algorithm), {"P-256": 32, "P-384": 48}[algorithm], ORDERS[algorithm]
    signature = signer.sign(MESSAGE)
    first, second = signature[:width], signature[width:]
    r, s = int.from_bytes(first, "big"), int.from_bytes(second, "big")
    assert verify(signer.public, MESSAGE, signature)
    others = [
        utils.encode_dss_signature(r, s),
        second + first,
        first[::-1] + second[::-1],
        signature[:-1],
        signature + b"\x00",
        b"\x00" + signature,
        b"\x00" + first + b"\x00" + second,
        b"",
    ]
    ranges = [(0, 0), (0, s), (r, 0), (order, s), (r, order), (order, order), (1, 1), (order - 1, s)]
    others += [a.to_bytes(width, "big") + b.to_bytes(width, "big") for a, b in ranges]
    if s + order < 256**width:
        others.append(first + (s + order).to_bytes(width, "big"))
    for other in others:
        assert not verify(signer.public, MESSAGE, other), other.hex()


# --- digests


@pytest.mark.parametrize(
    "algorithm, own, foreign", [("P-256", "sha256", "sha384"), ("P-384", "sha384", "sha256")]
)
def test_the_digest_follows_the_curve_unless_another_is_named(algorithm: str, own: str, foreign: str) -> None:
    signer = make_signer(Algorithm(algorithm))
    signature = signer.sign(MESSAGE)
    assert verify(signer.public, MESSAGE, signature, digest=own)
    assert not verify(signer.public, MESSAGE, signature, digest=foreign)


@pytest.mark.parametrize(
    "algorithm, digest",
    [("Ed25519", "sha256"), ("RSA", "sha384"), ("P-256", "sha1"), ("P-256", "SHA256"), ("P-384", "")],
)
def test_a_digest_that_the_algorithm_does_not_take_is_a_mistake(algorithm: str, digest: str) -> None:
    key = PublicKey.from_jwk(RS256[0]) if algorithm == "RSA" else make_signer(Algorithm(algorithm)).public
    with pytest.raises(ValueError, match="digest"):
        verify(key, MESSAGE, bytes(64), digest=digest)
