"""keys/multikey.py: which texts are keys, and which keys may be relied on."""

from __future__ import annotations

import json
from collections.abc import Mapping

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.encodings import base64url, base64url_bytes
from keys.errors import UnusableKey
from keys.multikey import Algorithm, PublicKey, did_key, from_did_key
from tests.keys import curve25519 as curve
from tests.keys.make import SIGNING, make_signer
from tests.oracles import oracle_path

# RFC 8037, appendix A.2
ED25519_JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
P256_JWK = {  # RFC 7515, appendix A.3
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
RSA_JWK = {  # RFC 7515, appendix A.2
    "kty": "RSA",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-"
    "yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
    "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
    "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    "e": "AQAB",
}
# RFC 6979, appendix A.2.5
P256_POINT = bytes.fromhex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
P256_UNCOMPRESSED = (
    b"\x04"
    + P256_POINT[1:]
    + bytes.fromhex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")
)


def key_of(algorithm: Algorithm) -> PublicKey:
    return PublicKey.from_jwk(RSA_JWK) if algorithm is Algorithm.RSA else make_signer(algorithm).public


def multikey_of(codec: str, key: bytes) -> str:
    return "z" + base58.b58encode(bytes.fromhex(codec) + key).decode()


def code_of(make: object, *arguments: object) -> str:
    """The problem code with which `make(*arguments)` refuses."""
    assert callable(make)
    with pytest.raises(UnusableKey) as caught:
        make(*arguments)
    return caught.value.code


def spki(key: rsa.RSAPublicKey | dsa.DSAPublicKey | ed25519.Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def rsa_spki(n: int, e: int = 65537) -> bytes:
    return spki(rsa.RSAPublicNumbers(e, n).public_key())


def rsa_pkcs1(n: int) -> bytes:
    return rsa.RSAPublicNumbers(65537, n).public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)


def with_rsa_algorithm(identifier: str) -> bytes:
    """A SubjectPublicKeyInfo of 2048 bits whose AlgorithmIdentifier holds these bytes instead."""
    algorithm = bytes.fromhex(identifier)
    body = bytes([0x30, len(algorithm)]) + algorithm + rsa_spki(2**2048 - 1)[19:]
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


# --- texts of good keys


@pytest.mark.parametrize("algorithm, start", [("Ed25519", "z6Mk"), ("P-256", "zDn"), ("P-384", "z82")])
def test_a_multikey_begins_as_the_standard_says_and_reads_back(algorithm: str, start: str) -> None:
    key = key_of(Algorithm(algorithm))
    assert key.to_multikey().startswith(start)
    assert PublicKey.from_multikey(key.to_multikey()) == key
    assert did_key(key) == f"did:key:{key.to_multikey()}"
    assert from_did_key(did_key(key)) == key


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_jwk_reads_back_and_names_no_more_than_the_key(algorithm: Algorithm) -> None:
    key = key_of(algorithm)
    assert PublicKey.from_jwk(key.to_jwk()) == key
    assert list(key.to_jwk()) == sorted(key.to_jwk())
    assert key.to_jwk().keys() <= {"kty", "crv", "x", "y", "n", "e"}


@pytest.mark.parametrize("jwk", [ED25519_JWK, P256_JWK, RSA_JWK], ids=["Ed25519", "P-256", "RSA"])
def test_the_jwks_of_the_standards_are_written_as_they_were_read(jwk: dict[str, str]) -> None:
    assert PublicKey.from_jwk(jwk).to_jwk() == jwk


def test_a_p256_point_is_kept_compressed() -> None:
    key = PublicKey.from_jwk(PublicKey(Algorithm.P256, P256_POINT).to_jwk())
    assert key.raw == P256_POINT


@pytest.mark.oracle
@pytest.mark.parametrize(
    "path, algorithm",
    [
        ("vc-di-eddsa/keyPair.json", Algorithm.ED25519),
        ("vc-di-eddsa/proof-set-chain/multiKeyPairs.json", Algorithm.ED25519),
        ("vc-di-ecdsa/p256KeyPair.json", Algorithm.P256),
        ("vc-di-ecdsa/p384KeyPair.json", Algorithm.P384),
    ],
)
def test_the_w3c_multikeys_are_read_and_their_secret_halves_refused(path: str, algorithm: Algorithm) -> None:
    pairs = json.loads(oracle_path(f"oracles/w3c-vectors/{path}").read_text("utf-8"))
    for pair in pairs.values() if "publicKeyMultibase" not in pairs else [pairs]:
        key = PublicKey.from_multikey(pair["publicKeyMultibase"])
        assert key.algorithm is algorithm
        assert key.to_multikey() == pair["publicKeyMultibase"]
        secret = pair.get("privateKeyMultibase") or pair["secretKeyMultibase"]
        assert code_of(PublicKey.from_multikey, secret) == "weak-key"


# --- weak and malformed keys


@pytest.mark.parametrize("raw", curve.SMALL_ORDER_ENCODINGS, ids=bytes.hex)
def test_an_ed25519_key_of_small_order_is_weak_by_every_door(raw: bytes) -> None:
    jwk = {**ED25519_JWK, "x": base64url(raw)}
    assert code_of(PublicKey, Algorithm.ED25519, raw) == "weak-key"
    assert code_of(PublicKey.from_multikey, multikey_of("ed01", raw)) == "weak-key"
    assert code_of(from_did_key, "did:key:" + multikey_of("ed01", raw)) == "weak-key"
    assert code_of(PublicKey.from_jwk, jwk) == "weak-key"


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize(
    "y", [y for y in range(curve.FIELD, 2**255) if curve.decode(y.to_bytes(32, "little"))], ids=hex
)
def test_every_non_canonical_ed25519_point_is_weak(y: int, sign: int) -> None:
    assert code_of(PublicKey, Algorithm.ED25519, (y | sign << 255).to_bytes(32, "little")) == "weak-key"


def test_32_bytes_off_the_curve_are_no_ed25519_key() -> None:
    raw = (2).to_bytes(32, "little")
    assert curve.decode(raw) is None
    assert code_of(PublicKey, Algorithm.ED25519, raw) == "malformed-key"


P256_FIELD = 2**256 - 2**224 + 2**192 + 2**96 - 1


@pytest.mark.parametrize(
    "algorithm, raw",
    [
        (Algorithm.ED25519, b""),
        (Algorithm.ED25519, bytes([9] * 31)),
        (Algorithm.ED25519, bytes([9] * 33)),
        (Algorithm.P256, b""),
        (Algorithm.P256, b"\x00"),  # infinity
        (Algorithm.P256, P256_UNCOMPRESSED),
        (Algorithm.P256, bytes([6 | P256_UNCOMPRESSED[-1] & 1]) + P256_UNCOMPRESSED[1:]),  # hybrid
        (Algorithm.P256, b"\x00" + P256_POINT[1:]),
        (Algorithm.P256, b"\x04" + P256_POINT[1:]),
        (Algorithm.P256, b"\x06" + P256_POINT[1:]),
        (Algorithm.P256, P256_POINT[:-1]),
        (Algorithm.P256, P256_POINT + b"\x00"),
        (Algorithm.P256, b"\x04" + P256_POINT[1:] + bytes(32)),
        (Algorithm.P256, b"\x02" + (1).to_bytes(32, "big")),  # no point has this x
        (Algorithm.P256, b"\x02" + P256_FIELD.to_bytes(32, "big")),
        (Algorithm.P256, b"\x02" + (P256_FIELD + 5).to_bytes(32, "big")),  # x = 5 is one, so not reduced
        (Algorithm.P384, P256_POINT),
        (Algorithm.P384, b"\x02" + b"\xff" * 48),
        (Algorithm.RSA, b""),
        (Algorithm.RSA, b"\x30\x00"),
        (Algorithm.RSA, spki(ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key())),
        (Algorithm.RSA, rsa_spki(2**2048 - 1) + b"\x00"),
        (Algorithm.RSA, rsa_pkcs1(2**2048 - 1)),
        (Algorithm.RSA, with_rsa_algorithm("06092a864886f70d010101")),  # without NULL
        (Algorithm.RSA, with_rsa_algorithm("06092a864886f70d01010a")),  # RSA-PSS
    ],
)
def test_bytes_that_are_no_key_are_malformed(algorithm: Algorithm, raw: bytes) -> None:
    assert code_of(PublicKey, algorithm, raw) == "malformed-key"


def test_the_refused_forms_of_points_and_rsa_keys_are_right_but_for_their_form() -> None:
    point = PublicKey(Algorithm.P256, P256_POINT).to_jwk()
    assert (
        "04" + base64url_bytes(point["x"], longest=43).hex() + base64url_bytes(point["y"], longest=43).hex()
        == P256_UNCOMPRESSED.hex()
    )
    assert with_rsa_algorithm("06092a864886f70d0101010500") == rsa_spki(2**2048 - 1)


def test_x_5_is_a_point_so_that_the_unreduced_one_is_refused_for_its_form() -> None:
    assert PublicKey(Algorithm.P256, b"\x02" + (5).to_bytes(32, "big")).algorithm is Algorithm.P256


@pytest.mark.parametrize(
    "n, e, accepted",
    [
        (2**2047 - 1, 65537, False),
        (2**2047 + 1, 65537, True),
        (2**2048 - 1, 65537, True),
        (2**2048 - 2, 65537, False),  # even
        (2**8192 - 1, 65537, True),
        (2**8192 + 1, 65537, False),
        (2**16000 - 1, 65537, False),
        (2**2048 - 1, 3, False),
        (2**2048 - 1, 65539, False),
    ],
    ids=lambda value: hex(value)[:5] + hex(value)[-5:],
)
def test_rsa_keys_have_2048_to_8192_bits_and_exponent_65537(n: int, e: int, accepted: bool) -> None:
    raw = rsa_spki(n, e)
    if accepted:
        assert PublicKey(Algorithm.RSA, raw).raw == raw
    else:
        assert code_of(PublicKey, Algorithm.RSA, raw) == "weak-key"


# --- multikeys and did:keys that are none


@pytest.mark.parametrize(
    "text, code",
    [
        (None, "malformed-key"),
        (b"z6Mk", "malformed-key"),
        ("", "malformed-key"),
        ("z", "malformed-key"),
        ("6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "malformed-key"),  # no multibase prefix
        ("uAQID", "malformed-key"),  # multibase, but not base58btc
        ("Z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "malformed-key"),
        ("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2 ", "malformed-key"),
        ("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\n", "malformed-key"),
        ("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ0", "malformed-key"),
        ("z16MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "unsupported-key"),  # a zero byte in front
        ("z" + "2" * 1024, "unsupported-key"),
        ("z" + "2" * 1025, "malformed-key"),
        (multikey_of("ed01", bytes([9] * 31)), "malformed-key"),
        (multikey_of("ed01", bytes([9] * 33)), "malformed-key"),
        (multikey_of("ed01", b""), "malformed-key"),
        (multikey_of("ed81", b"\x00" + bytes([9] * 32)), "unsupported-key"),  # the code as a longer varint
        (multikey_of("ec01", bytes([9] * 32)), "unsupported-key"),  # X25519
        (multikey_of("e701", P256_POINT), "unsupported-key"),  # secp256k1
        (multikey_of("8224", bytes([2] * 67)), "unsupported-key"),  # P-521
        (multikey_of("8024", b"\x04" + bytes(64)), "malformed-key"),
        (multikey_of("8124", P256_POINT), "malformed-key"),  # P-384's code, P-256's point
        (multikey_of("8026", bytes([9] * 32)), "weak-key"),  # Ed25519 private key
        (multikey_of("8126", bytes([9] * 32)), "weak-key"),  # secp256k1 private key
        (multikey_of("8226", bytes([9] * 32)), "weak-key"),  # X25519 private key
        (multikey_of("8826", bytes([9] * 66)), "weak-key"),  # P-521 private key
        (multikey_of("ec", b""), "malformed-key"),
        (multikey_of("ec01", b""), "malformed-key"),
        (multikey_of("ec01", b"\x00"), "unsupported-key"),
        (multikey_of("8626", bytes([9] * 32)), "weak-key"),  # P-256 private key
        (multikey_of("8726", bytes([9] * 48)), "weak-key"),  # P-384 private key
    ],
)
def test_a_multikey_is_exactly_one_supported_key(text: object, code: str) -> None:
    assert code_of(PublicKey.from_multikey, text) == code


@pytest.mark.parametrize("algorithm", SIGNING)
@settings(deadline=None)
@given(data=st.data())
def test_no_other_text_of_that_length_names_the_same_key(algorithm: Algorithm, data: st.DataObject) -> None:
    text = key_of(algorithm).to_multikey()
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + data.draw(st.characters(codec="utf-8")) + text[at + 1 :]
    try:
        key = PublicKey.from_multikey(other)
    except UnusableKey:
        return
    assert key.to_multikey() == other


@pytest.mark.parametrize(
    "did",
    [
        None,
        "",
        "did:key:",
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "DID:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:web:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:key:1.1:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2/path",
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2?service=x",
    ],
)
def test_a_did_key_is_the_bare_did(did: object) -> None:
    assert code_of(from_did_key, did) == "malformed-key"


def test_rsa_has_no_multikey_and_no_did_key() -> None:
    key = PublicKey.from_jwk(RSA_JWK)
    assert code_of(key.to_multikey) == "unsupported-key"
    assert code_of(did_key, key) == "unsupported-key"


# --- JWKs


@pytest.mark.parametrize(
    "members",
    [{"alg": "EdDSA"}, {"alg": "Ed25519"}, {"use": "sig"}, {"key_ops": ["verify"]}, {"kid": "k", "x5c": []}],
    ids=str,
)
def test_a_jwk_may_say_what_it_is_for_and_more(members: Mapping[str, object]) -> None:
    assert PublicKey.from_jwk({**ED25519_JWK, **members}) == PublicKey.from_jwk(ED25519_JWK)


@pytest.mark.parametrize("secret", ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
@pytest.mark.parametrize("jwk", [ED25519_JWK, P256_JWK, RSA_JWK], ids=["Ed25519", "P-256", "RSA"])
def test_a_jwk_with_a_private_member_is_refused_without_showing_it(jwk: dict[str, str], secret: str) -> None:
    with pytest.raises(UnusableKey) as caught:
        PublicKey.from_jwk({**jwk, secret: "canaryCANARYcanary"})
    assert caught.value.code == "weak-key"
    assert "canary" not in caught.value.detail


@pytest.mark.parametrize(
    "jwk, code",
    [
        (None, "malformed-key"),
        ([ED25519_JWK], "malformed-key"),
        ({}, "unsupported-key"),
        ({"kty": "oct"}, "unsupported-key"),
        ({"kty": ["OKP"]}, "unsupported-key"),
        ({**ED25519_JWK, "kty": "okp"}, "unsupported-key"),
        ({**ED25519_JWK, "kty": "EC"}, "unsupported-key"),
        ({**P256_JWK, "crv": "secp256k1"}, "unsupported-key"),
        ({**P256_JWK, "crv": None}, "unsupported-key"),
        ({**P256_JWK, "crv": ["P-256"]}, "unsupported-key"),
        ({**ED25519_JWK, "crv": "X25519"}, "unsupported-key"),
        ({"kty": "OKP", "crv": "P-256", "x": P256_JWK["x"]}, "unsupported-key"),
        ({**ED25519_JWK, "alg": "ES256"}, "unsupported-key"),
        ({**ED25519_JWK, "alg": None}, "unsupported-key"),
        ({**P256_JWK, "alg": "ES384"}, "unsupported-key"),
        ({**P256_JWK, "alg": ["ES256"]}, "unsupported-key"),
        ({**RSA_JWK, "alg": "PS256"}, "unsupported-key"),
        ({**RSA_JWK, "alg": "HS256"}, "unsupported-key"),
        ({**ED25519_JWK, "use": "enc"}, "unsupported-key"),
        ({**ED25519_JWK, "use": None}, "unsupported-key"),
        ({**ED25519_JWK, "key_ops": ["sign"]}, "unsupported-key"),
        ({**ED25519_JWK, "key_ops": "verify"}, "unsupported-key"),
        ({**ED25519_JWK, "y": "AA"}, "malformed-key"),
        ({**ED25519_JWK, "n": "AA"}, "malformed-key"),
        ({**P256_JWK, "e": "AQAB"}, "malformed-key"),
        ({**RSA_JWK, "crv": "P-256"}, "malformed-key"),
        ({"kty": "OKP", "crv": "Ed25519"}, "malformed-key"),
        ({**ED25519_JWK, "x": ED25519_JWK["x"] + "="}, "malformed-key"),
        ({**ED25519_JWK, "x": ED25519_JWK["x"][:-1] + "p"}, "malformed-key"),  # stray bits
        ({**ED25519_JWK, "x": ED25519_JWK["x"][:-1]}, "malformed-key"),
        ({**ED25519_JWK, "x": ED25519_JWK["x"] + "AA"}, "malformed-key"),
        ({**ED25519_JWK, "x": 7}, "malformed-key"),
        ({**P256_JWK, "y": P256_JWK["x"]}, "malformed-key"),  # off the curve
        ({**P256_JWK, "x": "AA" + P256_JWK["x"]}, "malformed-key"),
        ({**P256_JWK, "x": "A" * 43, "y": "A" * 43}, "malformed-key"),
        ({**P256_JWK, "crv": "P-384"}, "malformed-key"),
        ({**RSA_JWK, "n": "AA" + RSA_JWK["n"]}, "malformed-key"),
        ({**RSA_JWK, "n": ""}, "malformed-key"),
        ({**RSA_JWK, "n": "Aw"}, "weak-key"),
        ({**RSA_JWK, "n": "_" * 1367}, "malformed-key"),  # above 8192 bits
        ({**RSA_JWK, "n": "_" * 340}, "weak-key"),  # 2040 bits
        ({**RSA_JWK, "n": "f" + "_" * 340 + "w"}, "weak-key"),  # 2047 bits
        ({**RSA_JWK, "e": "Aw"}, "weak-key"),
        ({**RSA_JWK, "e": "AAEAAQ"}, "weak-key"),  # 65537 with a zero in front
        ({**RSA_JWK, "e": 65537}, "weak-key"),
    ],
)
def test_a_jwk_is_exactly_one_supported_public_key(jwk: object, code: str) -> None:
    assert code_of(PublicKey.from_jwk, jwk) == code


@pytest.mark.parametrize("name, width", [("x", 31), ("y", 30), ("x", 0)])
def test_a_coordinate_of_another_width_is_named(name: str, width: int) -> None:
    with pytest.raises(UnusableKey, match=f"{name} has {width} bytes instead of 32"):
        PublicKey.from_jwk({**P256_JWK, name: base64url(bytes(width))})


def test_a_p256_jwk_keeps_the_zeros_in_front_of_a_short_coordinate() -> None:
    x5 = PublicKey(Algorithm.P256, b"\x02" + (5).to_bytes(32, "big"))
    assert x5.to_jwk()["x"] == "A" * 42 + "U"
    assert PublicKey.from_jwk(x5.to_jwk()) == x5
    assert code_of(PublicKey.from_jwk, {**x5.to_jwk(), "x": "BQ"}) == "malformed-key"
